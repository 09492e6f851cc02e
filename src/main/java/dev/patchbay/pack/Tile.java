package dev.patchbay.pack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One entry's part of the file: local header, content and perhaps a data descriptor (PKWARE APPNOTE 4.3.7 to 4.3.9), in
 * agreement with its central header.
 *
 * @param contentStart where the packed content begins
 * @param end where the next tile begins
 */
record Tile(CentralHeader header, long contentStart, long end) {
    private static final long DESCRIPTOR_SIGNATURE = 0x08074b50L;

    /** @param end where the next local header or the central directory begins: the tile must reach exactly there */
    static Tile read(ZipBytes bytes, CentralHeader header, long end) throws IOException {
        long start = header.localStart();
        if (bytes.u32(start) != LocalHeader.SIGNATURE)
            throw refused(header, "has no local header where its central one says");
        int nameLength = bytes.u16(start + 26);
        int extraLength = bytes.u16(start + 28);
        byte[] name = header.name().text().getBytes(StandardCharsets.UTF_8);
        boolean same = bytes.u16(start + 4) == header.versionNeeded()
                && bytes.u16(start + 6) == header.flags()
                && bytes.u16(start + 8) == header.method()
                && bytes.u32(start + 10) == header.time()
                && nameLength == name.length
                && Arrays.equals(bytes.bytes(start + LocalHeader.FIXED_LENGTH, nameLength), name);
        if (!same) throw refused(header, "has a local header that disagrees with its central one");
        refuseOtherSums(bytes, start + 14, header, "its local header");
        byte[] extra = bytes.bytes(start + LocalHeader.FIXED_LENGTH + nameLength, extraLength);
        ExtraFields.judge(extra, header.name(), SafeText.quote(header.name().text()));
        long contentStart = start + LocalHeader.FIXED_LENGTH + nameLength + extraLength;
        refuseGap(bytes, header, contentStart + header.packedSize(), end);
        return new Tile(header, contentStart, end);
    }

    /** CRC and sizes; before the content of an entry with a descriptor each may be zero, for not yet known. */
    private static void refuseOtherSums(ZipBytes bytes, long at, CentralHeader header, String where)
            throws IOException {
        long[] expected = {header.crc32(), header.packedSize(), header.size()};
        for (int i = 0; i < expected.length; i++) {
            long found = bytes.u32(at + 4L * i);
            boolean unknownYet = found == 0 && header.hasDescriptor();
            if (found != expected[i] && !unknownYet) {
                throw refused(header, "has another CRC or size in " + where + " than in its central one");
            }
        }
    }

    /**
     * What lies between content and next tile must be the descriptor, if one is announced. It may begin with a
     * signature, so its length says which form it has; a CRC that looks like a signature could be read both ways.
     */
    private static void refuseGap(ZipBytes bytes, CentralHeader header, long contentEnd, long end) throws IOException {
        long rest = end - contentEnd;
        if (!header.hasDescriptor()) {
            if (rest < 0) throw refused(header, "overlaps what follows it");
            if (rest > 0) throw refused(header, "is followed by bytes that belong to no entry");
            return;
        }
        boolean signed = rest == 16 && bytes.u32(contentEnd) == DESCRIPTOR_SIGNATURE;
        boolean bare = rest == 12 && bytes.u32(contentEnd) != DESCRIPTOR_SIGNATURE;
        if (!signed && !bare) throw refused(header, "is not followed by exactly one data descriptor");
        long at = end - 12;
        if (bytes.u32(at) != header.crc32()
                || bytes.u32(at + 4) != header.packedSize()
                || bytes.u32(at + 8) != header.size()) {
            throw refused(header, "has another CRC or size in its data descriptor than in its central header");
        }
    }

    private static RefusedPackage refused(CentralHeader header, String what) {
        return RefusedPackage.structure(SafeText.quote(header.name().text()) + " " + what);
    }
}
