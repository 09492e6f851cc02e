package dev.patchbay.delta;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The JDK's gzip at its best level; carries no time, so that the same content gives the same bytes. */
final class GzipCodec implements Codec {
    private static final int BUFFER = 64 * 1024;
    private static final long MEMORY = 1 << 20;

    @Override
    public OutputStream encoder(OutputStream coded, long size) throws IOException {
        return new BestGzip(coded);
    }

    @Override
    public InputStream decoder(InputStream coded) throws IOException {
        return new GZIPInputStream(coded, BUFFER);
    }

    @Override
    public long memory(long size) {
        return MEMORY;
    }

    private static final class BestGzip extends GZIPOutputStream {
        BestGzip(OutputStream coded) throws IOException {
            super(coded, BUFFER);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
