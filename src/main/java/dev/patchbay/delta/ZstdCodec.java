package dev.patchbay.delta;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import com.github.luben.zstd.util.Native;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Zstandard at level 19. Level 22 takes seven times the memory for two thousandths of the size: its gain is the larger
 * window, which a content coding must not have.
 */
final class ZstdCodec implements Codec {
    private static final int LEVEL = 19;

    /** RFC 9659: 8 MB, beyond which browsers refuse. */
    private static final int LARGEST_WINDOW = 23;

    private static final int SMALLEST_WINDOW = 16;

    /** Measured: 92 MB at the largest window. */
    private static final int BYTES_PER_WINDOW_BYTE = 12;

    private static final long FIXED_MEMORY = 16 << 20;

    /**
     * @throws LinkageError when this host has no native library
     */
    ZstdCodec() {
        Native.load();
    }

    @Override
    public OutputStream encoder(OutputStream coded, long size) throws IOException {
        return new ZstdOutputStream(coded, LEVEL).setWindowLog(window(size));
    }

    @Override
    public InputStream decoder(InputStream coded) throws IOException {
        return new ZstdInputStream(coded).setLongMax(LARGEST_WINDOW);
    }

    @Override
    public long memory(long size) {
        return FIXED_MEMORY + ((long) BYTES_PER_WINDOW_BYTE << window(size));
    }

    static int window(long size) {
        return Windows.log2(size, SMALLEST_WINDOW, LARGEST_WINDOW);
    }
}
