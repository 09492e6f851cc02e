package dev.patchbay.pack;

import java.io.IOException;

/**
 * One header of the central directory, judged on its own (PKWARE APPNOTE 4.3.12).
 *
 * @param start where the header begins
 * @param length of the header with its name and extra field
 * @param flags the general purpose bits
 * @param time DOS time and, in the upper half, DOS date
 * @param localStart where the local header begins
 */
record CentralHeader(
        long start,
        int length,
        int versionNeeded,
        int flags,
        int method,
        long time,
        long crc32,
        long packedSize,
        long size,
        EntryName name,
        long localStart) {
    static final int FIXED_LENGTH = 46;
    static final int STORED = 0;
    static final int DEFLATED = 8;
    /** The sizes follow the content instead of preceding it. */
    static final int DATA_DESCRIPTOR = 1 << 3;

    static final int UTF8 = 1 << 11;
    static final long SIGNATURE = 0x02014b50L;
    private static final int DEFLATE_LEVEL = 3 << 1;
    private static final int ENCRYPTED = 1 | 1 << 6 | 1 << 13;

    /** PKZIP 2.0: deflate and directories, nothing newer. */
    private static final int VERSION = 20;

    private static final int DOS_DIRECTORY = 0x10;
    private static final int DOS_VOLUME_LABEL = 0x08;
    private static final int TYPE = 0xf000;
    private static final int REGULAR = 0x8000;

    /** Runs with the rights of its owner or group. */
    private static final int SET_ID = 0x0c00;

    private static final int DIRECTORY = 0x4000;

    /** @param place the entry's number, from 1 */
    static CentralHeader read(ZipBytes bytes, long start, ZipLimits limits, int place) throws IOException {
        String entry = "entry " + place;
        if (bytes.u32(start) != SIGNATURE) {
            throw RefusedPackage.structure("the central directory has no header where that of " + entry + " should be");
        }
        int flags = bytes.u16(start + 8);
        int method = bytes.u16(start + 10);
        refuseFeatures(flags, method, bytes.u16(start + 6), entry);
        int nameLength = bytes.u16(start + 28);
        int extraLength = bytes.u16(start + 30);
        if (bytes.u16(start + 32) != 0) throw RefusedPackage.structure(entry + " has a comment");
        if (bytes.u16(start + 34) != 0) throw RefusedPackage.structure(entry + " lies on another disk");
        EntryName name = EntryName.of(bytes.bytes(start + FIXED_LENGTH, nameLength), limits, place);
        ExtraFields.judge(bytes.bytes(start + FIXED_LENGTH + nameLength, extraLength), name, entry);
        refuseType(bytes.u32(start + 38), name.isDirectory(), entry);
        CentralHeader header = new CentralHeader(
                start,
                FIXED_LENGTH + nameLength + extraLength,
                bytes.u16(start + 6),
                flags,
                method,
                bytes.u32(start + 12),
                bytes.u32(start + 16),
                bytes.u32(start + 20),
                bytes.u32(start + 24),
                name,
                bytes.u32(start + 42));
        header.refuseSizes(entry);
        return header;
    }

    private static void refuseFeatures(int flags, int method, int versionNeeded, String entry) {
        if ((flags & ENCRYPTED) != 0) throw RefusedPackage.structure(entry + " is encrypted");
        if ((flags & ~(DATA_DESCRIPTOR | UTF8 | DEFLATE_LEVEL)) != 0) {
            throw RefusedPackage.structure(entry + " has flags that packages do without");
        }
        if (method != STORED && method != DEFLATED) {
            throw RefusedPackage.structure(entry + " is packed with method " + method + "; use deflate or store");
        }
        if (versionNeeded > VERSION) {
            throw RefusedPackage.structure(
                    entry + " needs a newer unzip than version 2.0 (ZIP64 or another extension)");
        }
    }

    /** The upper half holds a Unix mode whatever system the entry claims to come from: some readers do not ask. */
    private static void refuseType(long attributes, boolean directory, String entry) {
        int type = (int) (attributes >> 16) & TYPE;
        if ((type != 0 && type != REGULAR && type != DIRECTORY) || (attributes & DOS_VOLUME_LABEL) != 0) {
            throw RefusedPackage.structure(entry + " is neither a regular file nor a directory");
        }
        if (!directory && ((int) (attributes >> 16) & SET_ID) != 0) {
            throw RefusedPackage.structure(entry + " is to run with the rights of its owner (setuid, setgid)");
        }
        boolean saysDirectory = type == DIRECTORY || (attributes & DOS_DIRECTORY) != 0;
        if (directory ? type == REGULAR : saysDirectory) {
            throw RefusedPackage.structure(entry + " is a directory by its name or by its type, but not by both");
        }
    }

    private void refuseSizes(String entry) {
        if (packedSize == 0xffff_ffffL || size == 0xffff_ffffL || localStart == 0xffff_ffffL) {
            throw RefusedPackage.structure(entry + " has ZIP64 sizes; packages are small enough to do without");
        }
        if (method == STORED && packedSize != size) {
            throw RefusedPackage.structure(entry + " is stored, but its packed size is another than its size");
        }
        if (name.isDirectory() && size != 0) throw RefusedPackage.structure(entry + " is a directory with content");
    }

    boolean hasDescriptor() {
        return (flags & DATA_DESCRIPTOR) != 0;
    }

    ZipItem item() {
        return new ZipItem(name.text(), method == DEFLATED, size, packedSize, crc32);
    }
}
