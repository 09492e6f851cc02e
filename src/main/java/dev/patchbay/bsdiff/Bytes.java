package dev.patchbay.bsdiff;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Reading several bytes of a content at once. */
final class Bytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Bytes() {}

    /** The eight bytes from {@code at} on; the caller sees to it that they exist. */
    static long eight(byte[] content, int at) {
        return (long) LONGS.get(content, at);
    }

    /** How many bytes agree from {@code a[i]} and {@code b[j]} on, at most {@code limit}. */
    static int agreeing(byte[] a, int i, byte[] b, int j, int limit) {
        int most = Math.min(limit, Math.min(a.length - i, b.length - j));
        if (most <= 0) return 0;
        int mismatch = Arrays.mismatch(a, i, i + most, b, j, j + most);
        return mismatch < 0 ? most : mismatch;
    }

    /** How many bytes agree before {@code a[i]} and {@code b[j]}, going backward, at most {@code limit}. */
    static int agreeingBefore(byte[] a, int i, byte[] b, int j, int limit) {
        int most = Math.min(limit, Math.min(i, j));
        int length = 0;
        while (length + 8 <= most && eight(a, i - length - 8) == eight(b, j - length - 8)) length += 8;
        while (length < most && a[i - length - 1] == b[j - length - 1]) length++;
        return length;
    }
}
