package dev.patchbay.bsdiff;

/** BSDIFF40's numbers: 64 bits, little-endian, the top bit a sign and the others the magnitude (not two's complement). */
final class Offsets {
    static final int SIZE = Long.BYTES;

    private Offsets() {}

    static void write(long value, byte[] target, int at) {
        long bits = value < 0 ? -value | Long.MIN_VALUE : value;
        for (int i = 0; i < SIZE; i++) target[at + i] = (byte) (bits >>> (8 * i));
    }

    static long read(byte[] source, int at) {
        long bits = 0;
        for (int i = SIZE - 1; i >= 0; i--) bits = bits << 8 | (source[at + i] & 0xff);
        long magnitude = bits & Long.MAX_VALUE;
        return bits < 0 ? -magnitude : magnitude;
    }
}
