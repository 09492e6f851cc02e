package dev.patchbay.download;

import dev.patchbay.storage.Blob;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.storage.BlobStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What lies in the store and may be sent; of what is missing or damaged it says so before anything is answered. */
@Component
class StoredBytes {
    private final BlobStore store;
    private final ContentTypes contentTypes;

    StoredBytes(BlobStore store, ContentTypes contentTypes) {
        this.store = store;
        this.contentTypes = contentTypes;
    }

    /** Asks for bytes that may turn out to be gone. */
    @FunctionalInterface
    interface Question<T> {
        T ask() throws IOException;
    }

    /**
     * @throws MissingBytes when the answer is that they are gone
     */
    @SuppressWarnings("UnusedException")
    static <T> T unlessGone(BlobKey key, Question<T> question) throws IOException {
        try {
            return question.ask();
        } catch (FileNotFoundException | NoSuchFileException e) {
            throw new MissingBytes(key);
        }
    }

    boolean isIntact(BlobKey key) {
        return store.isIntact(key);
    }

    Optional<Blob> find(BlobKey key) {
        return store.find(key);
    }

    /**
     * @throws MissingBytes when it is not
     */
    Blob intact(BlobKey key) {
        if (!store.isIntact(key)) throw new MissingBytes(key);
        return store.find(key).orElseThrow(() -> new MissingBytes(key));
    }

    /**
     * @throws MissingBytes when they vanished since they were last looked at
     */
    String contentType(Blob blob) throws IOException {
        return unlessGone(blob.key(), () -> contentTypes.of(blob));
    }
}
