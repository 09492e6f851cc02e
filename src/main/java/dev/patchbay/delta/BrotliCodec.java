package dev.patchbay.delta;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Brotli at its best quality. */
final class BrotliCodec implements Codec {
    private static final int QUALITY = 11;
    private static final int BUFFER = 64 * 1024;

    /** The largest window of RFC 7932; the "large window" beyond it is not what {@code br} means to a browser. */
    private static final int LARGEST_WINDOW = 24;

    private static final int SMALLEST_WINDOW = 16;

    /** Measured: 225 MB at the largest window, of which two thirds are the tree of matches. */
    private static final int BYTES_PER_WINDOW_BYTE = 14;

    private static final long FIXED_MEMORY = 16 << 20;

    /**
     * @throws UnsatisfiedLinkError when this host has no native library
     */
    BrotliCodec() {
        Brotli4jLoader.ensureAvailability();
    }

    @Override
    public OutputStream encoder(OutputStream coded, long size) throws IOException {
        Encoder.Parameters best = new Encoder.Parameters().setQuality(QUALITY).setWindow(window(size));
        return new BrotliOutputStream(coded, best, BUFFER);
    }

    @Override
    public InputStream decoder(InputStream coded) throws IOException {
        return new BrotliInputStream(coded, BUFFER);
    }

    @Override
    public long memory(long size) {
        return FIXED_MEMORY + ((long) BYTES_PER_WINDOW_BYTE << window(size));
    }

    /** The format keeps 16 bytes of a window back. */
    static int window(long size) {
        return Windows.log2(size + 16, SMALLEST_WINDOW, LARGEST_WINDOW);
    }
}
