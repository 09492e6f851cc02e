package dev.patchbay.pack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The record that ends a zip (PKWARE APPNOTE 4.3.16).
 *
 * @param position where it begins, which is where the central directory must end
 * @param entries how many central headers there are
 * @param directoryStart where the central directory begins
 */
record EndRecord(long position, int entries, long directoryStart) {
    private static final long SIGNATURE = 0x06054b50L;
    private static final long ZIP64_LOCATOR = 0x07064b50L;
    private static final int LENGTH = 22;
    private static final int LONGEST_COMMENT = 0xffff;

    /**
     * Whether some reader would open these bytes as a zip: they begin as one, or have an end record where readers look
     * for it, behind a foreign prefix. Such a file must be judged as a zip, or it would be one thing to us and
     * another to a device.
     */
    static boolean marksAZip(ZipBytes bytes) throws IOException {
        if (bytes.size() >= 4 && (bytes.u32(0) == LocalHeader.SIGNATURE || bytes.u32(0) == SIGNATURE)) return true;
        return lastPosition(bytes) >= 0;
    }

    /**
     * Reads the end record, which must be the file's last 22 bytes.
     *
     * @throws RefusedPackage when there is none, or it is not that of a plain zip in one piece
     */
    static EndRecord read(ZipBytes bytes) throws IOException {
        long position = bytes.size() - LENGTH;
        if (position < 0 || bytes.u32(position) != SIGNATURE) throw misplaced(bytes);
        if (bytes.u16(position + 20) != 0) throw RefusedPackage.structure("the zip's end record announces a comment");
        int entries = bytes.u16(position + 10);
        long length = bytes.u32(position + 12);
        long start = bytes.u32(position + 16);
        boolean locator = position >= 20 && bytes.u32(position - 20) == ZIP64_LOCATOR;
        if (locator
                || bytes.u16(position + 8) == 0xffff
                || entries == 0xffff
                || length == 0xffff_ffffL
                || start == 0xffff_ffffL) {
            throw RefusedPackage.structure("the zip is a ZIP64; packages are small enough to do without");
        }
        if (bytes.u16(position + 4) != 0 || bytes.u16(position + 6) != 0 || bytes.u16(position + 8) != entries) {
            throw RefusedPackage.structure("the zip is one of several disks");
        }
        if (start + length != position) {
            throw RefusedPackage.structure("the zip's central directory does not end where its end record begins:"
                    + " something lies before the zip or between its parts");
        }
        if (entries == 0) throw RefusedPackage.structure("the zip is empty");
        return new EndRecord(position, entries, start);
    }

    /** An end record, to be written. */
    static byte[] bytes(int entries, long directoryStart, long directoryLength) {
        return ByteBuffer.allocate(LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt((int) SIGNATURE)
                .putInt(0)
                .putShort((short) entries)
                .putShort((short) entries)
                .putInt((int) directoryLength)
                .putInt((int) directoryStart)
                .putShort((short) 0)
                .array();
    }

    private static RefusedPackage misplaced(ZipBytes bytes) throws IOException {
        return RefusedPackage.structure(
                lastPosition(bytes) < 0
                        ? "the zip has no end record: it was cut off"
                        : "the zip's end record is followed by other bytes or a comment");
    }

    /** The last place where a lenient reader could see an end record, or -1. */
    private static long lastPosition(ZipBytes bytes) throws IOException {
        long lowest = Math.max(0, bytes.size() - LENGTH - LONGEST_COMMENT);
        byte[] tail = bytes.bytes(lowest, (int) (bytes.size() - lowest));
        for (int i = tail.length - 4; i >= 0; i--) {
            boolean signed = tail[i] == 'P' && tail[i + 1] == 'K' && tail[i + 2] == 5 && tail[i + 3] == 6;
            if (signed && isPlausible(bytes, lowest + i)) return lowest + i;
        }
        return -1;
    }

    private static boolean isPlausible(ZipBytes bytes, long position) throws IOException {
        return position <= bytes.size() - LENGTH && bytes.u32(position + 12) <= position;
    }
}
