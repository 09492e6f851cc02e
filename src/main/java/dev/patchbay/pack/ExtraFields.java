package dev.patchbay.pack;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Looks through an entry's extra fields (PKWARE APPNOTE 4.5): times, owners and padding are harmless and differ between
 * local and central header; what could say that the entry is something else than its header says is refused.
 */
final class ExtraFields {
    private static final int ZIP64 = 0x0001;
    private static final int PKWARE_UNIX = 0x000d;
    private static final int STRONG_ENCRYPTION = 0x0017;
    private static final int UNICODE_PATH = 0x7075;
    private static final int ASI_UNIX = 0x756e;
    private static final int AES = 0x9901;

    private ExtraFields() {}

    /**
     * @param extra the raw field, which must be a sequence of id, length and data with nothing left over
     * @param entry how to call the entry in a refusal
     */
    static void judge(byte[] extra, EntryName name, String entry) {
        Set<Integer> ids = new HashSet<>();
        int at = 0;
        while (at < extra.length) {
            if (extra.length - at < 4) throw malformed(entry);
            int id = u16(extra, at);
            int end = at + 4 + u16(extra, at + 2);
            if (end > extra.length) throw malformed(entry);
            // of two, readers take the first or the last
            if (!ids.add(id)) throw RefusedPackage.structure(entry + " has an extra field twice");
            judge(id, Arrays.copyOfRange(extra, at + 4, end), name, entry);
            at = end;
        }
    }

    private static void judge(int id, byte[] data, EntryName name, String entry) {
        switch (id) {
            case ZIP64 ->
                throw RefusedPackage.structure(entry
                        + " has ZIP64 sizes; packages are small enough to do without (Python: force_zip64=False)");
            case STRONG_ENCRYPTION, AES -> throw RefusedPackage.structure(entry + " is encrypted");
            // these two can carry the target of a link
            case PKWARE_UNIX, ASI_UNIX ->
                throw RefusedPackage.structure(entry + " has an extra field that could make it a link");
            case UNICODE_PATH -> refuseOtherName(data, name, entry);
            default -> {}
        }
    }

    /** APPNOTE 4.6.9: version, CRC of the other name, then a name that some readers prefer. */
    private static void refuseOtherName(byte[] data, EntryName name, String entry) {
        byte[] expected = name.text().getBytes(StandardCharsets.UTF_8);
        if (data.length < 5 || !Arrays.equals(data, 5, data.length, expected, 0, expected.length)) {
            throw RefusedPackage.unsafePath(entry + " has a second name in an extra field");
        }
    }

    private static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
    }

    private static RefusedPackage malformed(String entry) {
        return RefusedPackage.structure(entry + " has a malformed extra field");
    }
}
