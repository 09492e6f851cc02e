package dev.patchbay.bsdiff;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** Pairs of contents and their deltas as the C program bsdiff 4.3 made them. */
final class Golden {
    private Golden() {}

    static byte[] old(String name) throws IOException {
        return read(name + ".old");
    }

    static byte[] fresh(String name) throws IOException {
        return read(name + ".new");
    }

    static byte[] delta(String name) throws IOException {
        return read(name + ".delta");
    }

    private static byte[] read(String file) throws IOException {
        try (InputStream content = Golden.class.getResourceAsStream("/bsdiff/" + file)) {
            return Objects.requireNonNull(content, file).readAllBytes();
        }
    }
}
