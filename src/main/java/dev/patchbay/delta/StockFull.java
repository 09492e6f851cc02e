package dev.patchbay.delta;

import dev.patchbay.storage.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * How much a stock client downloads for a full package. Of the codings it accepts gzip and no other, so that a delta must
 * be smaller than the gzipped package where there is one. The answer does not depend on which job came first: what is not
 * ready yet is measured.
 */
@Component
class StockFull {
    private final Encodings encodings;
    private final EncodingSettings settings;

    StockFull(Encodings encodings, EncodingSettings settings) {
        this.encodings = encodings;
        this.settings = settings;
    }

    /**
     * A download.
     *
     * @param bytes what goes over the wire
     * @param gzipped whether it is coded
     */
    record Size(long bytes, boolean gzipped) {}

    Size of(Blob full) throws IOException {
        Optional<Encoding> gzip =
                encodings.findByContentSha256AndCoding(full.key().sha256(), Coding.GZIP.toString());
        if (gzip.isEmpty() || gzip.get().reason().isPresent()) return new Size(full.size(), false);
        long coded = gzip.get().isWaiting() ? measure(full) : gzip.get().size().orElseThrow();
        return settings.worthKeeping(coded, full.size()) ? new Size(coded, true) : new Size(full.size(), false);
    }

    private static long measure(Blob full) throws IOException {
        Counter counter = new Counter();
        try (InputStream in = full.open();
                OutputStream out = new GzipCodec().encoder(counter, full.size())) {
            in.transferTo(out);
        }
        return counter.bytes;
    }

    private static final class Counter extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] source, int offset, int length) {
            bytes += length;
        }
    }
}
