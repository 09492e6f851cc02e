package dev.patchbay.download;

import dev.patchbay.storage.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The bytes that answer a download.
 *
 * @param tag under which they are known to who asks for them
 * @param size in bytes
 * @param blob where they lie as they are sent; empty when they are made while they are read
 * @param negotiated whether another request for the same download may get others
 */
record Chosen(
        Representation representation,
        EntityTag tag,
        long size,
        Source source,
        Optional<Blob> blob,
        String contentType,
        boolean negotiated) {

    /** Where they come from. */
    @FunctionalInterface
    interface Source {
        InputStream open(long first, long length) throws IOException;
    }

    /**
     * @throws MissingBytes when they vanished since they were last looked at
     */
    InputStream open(Span.Part part) throws IOException {
        return StoredBytes.unlessGone(representation.blob(), () -> source.open(part.first(), part.length()));
    }

    Optional<Path> file() {
        return blob.flatMap(Blob::file);
    }

    /** Whether the plain bytes would do as well. */
    boolean isOneOfSeveralCodings() {
        return negotiated && !representation.isIdentity();
    }

    /** That part, or all of them. */
    Span.Part part(Span span) {
        return span instanceof Span.Part asked ? asked : new Span.Part(0, size - 1);
    }

    boolean endsWith(Span.Part part) {
        return part.last() == size - 1;
    }
}
