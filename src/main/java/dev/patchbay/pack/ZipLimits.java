package dev.patchbay.pack;

/**
 * How much a zip may hold. Sizes are bytes.
 *
 * @param entries entries, directories included
 * @param unpacked the sum of all contents
 * @param ratio how many times larger than its packed form a content may be, once it is larger than {@code ratioFree}.
 *     Text deflates to a tenth, a generated table to a hundredth; only deflate's limit of 1032 is a bomb's
 * @param ratioFree contents up to this size may be as repetitive as they like; the package as a whole has four times
 *     this allowance
 * @param nameBytes the length of one name in UTF-8
 * @param depth the segments of one name
 */
public record ZipLimits(int entries, long unpacked, int ratio, long ratioFree, int nameBytes, int depth) {
    /** Several times what the largest known packages need; small enough that one refusal costs seconds at most. */
    public static final ZipLimits STANDARD = new ZipLimits(20_000, 1L << 30, 200, 8L << 20, 512, 32);

    public ZipLimits {
        if (entries < 1 || unpacked < 1 || ratio < 1 || ratioFree < 0 || nameBytes < 1 || depth < 1) {
            throw new IllegalArgumentException("every limit of a zip must be positive");
        }
    }

    void refuseTooMany(int count) {
        if (count > entries) {
            throw RefusedPackage.limits("the zip has " + count + " entries, more than " + entries);
        }
    }

    void refuseTooLarge(ZipItem item) {
        if (item.size() > unpacked) {
            throw RefusedPackage.limits(SafeText.quote(item.name()) + " unpacks to more than " + unpacked + " bytes");
        }
        if (item.size() > ratioFree && item.size() / ratio > item.packedSize()) {
            throw RefusedPackage.limits(
                    SafeText.quote(item.name()) + " unpacks to more than " + ratio + " times its packed size");
        }
    }

    /** Judges the package as a whole. */
    void refuseTooLarge(long totalUnpacked, long totalPacked) {
        if (totalUnpacked > unpacked) {
            throw RefusedPackage.limits("the zip unpacks to more than " + unpacked + " bytes");
        }
        if (totalUnpacked > 4 * ratioFree && totalUnpacked / ratio > totalPacked) {
            throw RefusedPackage.limits("the zip unpacks to more than " + ratio + " times its packed size");
        }
    }
}
