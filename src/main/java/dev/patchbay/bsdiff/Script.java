package dev.patchbay.bsdiff;

import java.util.Arrays;

/**
 * What a delta does, step by step: add so many bytes of the diff block to the old content, insert so many of the extra
 * block, move on in the old content.
 */
final class Script {
    private static final int INTS_PER_STEP = 3;

    private final Work work;
    private int[] values;
    private int count;

    Script(Work work) {
        this.work = work;
        values = work.ints(1 << 10);
    }

    void add(int diff, int extra, int seek) {
        int at = count * INTS_PER_STEP;
        if (at + INTS_PER_STEP > values.length) grow();
        values[at] = diff;
        values[at + 1] = extra;
        values[at + 2] = seek;
        count++;
    }

    private void grow() {
        work.hold(4L * values.length * 2);
        int[] smaller = values;
        values = Arrays.copyOf(smaller, smaller.length * 2);
        work.release(smaller);
    }

    int steps() {
        return count;
    }

    int diff(int step) {
        return values[step * INTS_PER_STEP];
    }

    int extra(int step) {
        return values[step * INTS_PER_STEP + 1];
    }

    int seek(int step) {
        return values[step * INTS_PER_STEP + 2];
    }

    long totalDiff() {
        long total = 0;
        for (int step = 0; step < count; step++) total += diff(step);
        return total;
    }

    long totalExtra() {
        long total = 0;
        for (int step = 0; step < count; step++) total += extra(step);
        return total;
    }

    void release() {
        work.release(values);
    }
}
