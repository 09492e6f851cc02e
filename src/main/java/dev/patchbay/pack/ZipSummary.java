package dev.patchbay.pack;

import java.util.List;

/**
 * How a zip is packed, to tell whether storing it would pay.
 *
 * @param files regular files
 * @param packedBytes the sum of their packed sizes
 * @param unpackedBytes the sum of their sizes, about the length of the stored zip
 * @param deflatedBytes that part of {@code unpackedBytes} which is packed with deflate and smaller for it; a delta
 *     finds almost nothing in common in deflated bytes, and almost everything in stored ones
 */
public record ZipSummary(int files, long packedBytes, long unpackedBytes, long deflatedBytes) {
    static ZipSummary of(List<ZipItem> files) {
        return new ZipSummary(
                files.size(),
                files.stream().mapToLong(ZipItem::packedSize).sum(),
                files.stream().mapToLong(ZipItem::size).sum(),
                files.stream()
                        .filter(file -> file.deflated() && file.packedSize() < file.size())
                        .mapToLong(ZipItem::size)
                        .sum());
    }

    /** The share of the content that lies deflated, 0 to 1. */
    public double deflatedShare() {
        return unpackedBytes == 0 ? 0 : (double) deflatedBytes / unpackedBytes;
    }
}
