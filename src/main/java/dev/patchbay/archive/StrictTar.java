package dev.patchbay.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar of plain files and nothing else: no links, no long names, no extended headers, so that no header can ask for memory
 * or name a place. The format is that of POSIX.1-1988 (ustar).
 */
final class StrictTar {
    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int SIZE_AT = 124;
    private static final int SUM_AT = 148;
    private static final int TYPE_AT = 156;
    private static final int MAGIC_AT = 257;
    private static final int PREFIX_AT = 345;
    /** As tar pads its end. */
    private static final int MOST_PADDING = 20 * BLOCK;

    private final InputStream in;
    private long left;
    private int padding;

    StrictTar(InputStream in) {
        this.in = in;
    }

    /** @param size in bytes */
    record Member(String name, long size) {}

    /**
     * The next file, of which all bytes of the one before were read.
     *
     * @return null at the end, behind which there is nothing
     * @throws RefusedArchive when it is no such tar, or broke off
     */
    @Nullable
    Member next() throws IOException {
        if (left > 0) throw new IllegalStateException("the member before was not read");
        requireZeros(in.readNBytes(padding), padding);
        byte[] header = in.readNBytes(BLOCK);
        if (header.length < BLOCK) throw new RefusedArchive("it broke off");
        if (isZeros(header)) {
            byte[] rest = in.readNBytes(MOST_PADDING + 1);
            if (rest.length < BLOCK || rest.length > MOST_PADDING) throw new RefusedArchive("its end is not a tar's");
            requireZeros(rest, rest.length);
            return null;
        }
        requireSum(header);
        boolean plain = header[TYPE_AT] == '0'
                && header[PREFIX_AT] == 0
                && text(header, MAGIC_AT, 5).equals("ustar");
        if (!plain) throw new RefusedArchive("it holds something that is no plain file");
        left = number(header, SIZE_AT, 12);
        padding = (int) ((BLOCK - left % BLOCK) % BLOCK);
        return new Member(text(header, 0, NAME), left);
    }

    /** The bytes of the member at hand; the stream ends behind them, and has to be read to there. */
    InputStream bytes() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (left == 0) return -1;
                int read = in.read(target, offset, (int) Math.min(length, left));
                if (read < 0) throw new RefusedArchive("it broke off");
                left -= read;
                return read;
            }
        };
    }

    private static void requireSum(byte[] header) {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) sum += i >= SUM_AT && i < SUM_AT + 8 ? ' ' : header[i] & 0xff;
        if (sum != number(header, SUM_AT, 8)) throw new RefusedArchive("it is no tar");
    }

    private static void requireZeros(byte[] bytes, int length) {
        if (bytes.length < length) throw new RefusedArchive("it broke off");
        if (!isZeros(bytes)) throw new RefusedArchive("there are bytes where a tar has none");
    }

    private static boolean isZeros(byte[] bytes) {
        for (byte one : bytes) {
            if (one != 0) return false;
        }
        return true;
    }

    /** Up to its first zero byte. */
    private static String text(byte[] header, int at, int length) {
        int end = at;
        while (end < at + length && header[end] != 0) end++;
        return new String(header, at, end - at, StandardCharsets.ISO_8859_1);
    }

    /** Octal digits, ended by a space or a zero byte. */
    private static long number(byte[] header, int at, int length) {
        String digits = text(header, at, length).strip();
        if (!digits.matches("[0-7]{1,11}")) throw new RefusedArchive("it is no tar");
        return Long.parseLong(digits, 8);
    }
}
