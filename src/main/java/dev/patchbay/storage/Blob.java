package dev.patchbay.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Stored bytes that can be read. */
public interface Blob {
    BlobKey key();

    /** In bytes. */
    long size();

    /**
     * All bytes.
     *
     * @throws IOException when they cannot be read
     */
    default InputStream open() throws IOException {
        return open(0, size());
    }

    /**
     * Some of them. Where the bytes lie elsewhere, no others travel.
     *
     * @param first how many are left out before
     * @param length how many follow; the stream ends behind them, or earlier when there are no more
     * @throws IOException when they cannot be read
     */
    InputStream open(long first, long length) throws IOException;

    /** The file of this machine in which they lie, if they do; never written to. */
    Optional<Path> file();

    /**
     * How somebody else is to hand the bytes out.
     *
     * @param contentEncoding empty for none
     */
    record HandedOut(String contentType, String contentEncoding, String contentDisposition, String cacheControl) {}

    /**
     * Where who has the address may fetch the bytes past this server; nothing where only the server has them.
     *
     * @param life how long from now on
     * @throws FileNotFoundException when they vanished from there
     */
    default Optional<URI> address(HandedOut how, Duration life) throws IOException {
        return Optional.empty();
    }

    /** The entity tag, with its quotes, under which they are handed out there. */
    default Optional<String> tag() {
        return Optional.empty();
    }
}
