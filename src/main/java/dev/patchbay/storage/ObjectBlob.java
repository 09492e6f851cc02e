package dev.patchbay.storage;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A blob that is an object of a bucket, which a store has seen there. */
record ObjectBlob(BlobKey key, long size, String etag, Bucket bucket, S3BlobStore store) implements Blob {
    /** Asks for the bytes before it returns, so that a store which is away is met before anything is answered. */
    @Override
    public InputStream open(long first, long length) throws IOException {
        long there = Math.min(length, size - first);
        return there <= 0 ? InputStream.nullInputStream() : new ObjectStream(this, first, there);
    }

    @Override
    public Optional<Path> file() {
        return Optional.empty();
    }

    @Override
    public Optional<URI> address(HandedOut how, Duration life) throws IOException {
        URI address = bucket.address(key, how, life);
        store.requireSeenLately(key);
        return Optional.of(address);
    }

    @Override
    public Optional<String> tag() {
        return Optional.of(etag);
    }
}
