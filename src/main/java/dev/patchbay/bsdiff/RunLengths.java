package dev.patchbay.bsdiff;

import java.io.OutputStream;

/**
 * Counts what bzip2's first step makes of a block: a run of four to 255 equal bytes becomes four of them and a number. A diff
 * is mostly zeros, so that it needs a far smaller block than its length says.
 */
final class RunLengths extends OutputStream {
    private static final int SHORTEST = 4;
    private static final int LONGEST = 255;

    private long encoded;
    private int last = -1;
    private int run;

    @Override
    public void write(int b) {
        int value = b & 0xff;
        if (value == last && run < LONGEST) {
            run++;
            return;
        }
        encoded += ofRun();
        last = value;
        run = 1;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) write(bytes[i]);
    }

    private int ofRun() {
        return run < SHORTEST ? run : SHORTEST + 1;
    }

    /** Bytes, of all that was written. */
    long encoded() {
        return encoded + ofRun();
    }
}
