package dev.patchbay.download;

import dev.patchbay.storage.Blob;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.storage.BlobStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Knows by heart in which content codings a blob lies ready. */
@Component
class Representations {
    private final BlobStore store;
    private final Map<BlobKey, List<Representation>> encoded = new ConcurrentHashMap<>();
    private final Map<BlobKey, BlobKey> plain = new ConcurrentHashMap<>();

    Representations(BlobStore store) {
        this.store = store;
    }

    void add(BlobKey blob, Representation representation) {
        plain.put(representation.blob(), blob);
        encoded.merge(blob, List.of(representation), (before, more) -> {
            List<Representation> all = new ArrayList<>(before);
            all.removeIf(other -> other.encoding().equals(representation.encoding()));
            all.addAll(more);
            return List.copyOf(all);
        });
    }

    /** What the blob is a coding of, if it is one. */
    Optional<BlobKey> plainOf(BlobKey coded) {
        return Optional.ofNullable(plain.get(coded));
    }

    /** All of the blob, itself first; none when it is missing. */
    List<Representation> of(BlobKey blob) {
        List<Representation> all = new ArrayList<>();
        store.find(blob).map(Representations::identity).ifPresent(all::add);
        if (!all.isEmpty()) all.addAll(encoded.getOrDefault(blob, List.of()));
        return all;
    }

    private static Representation identity(Blob blob) {
        return new Representation(Representation.IDENTITY, blob.key(), blob.size());
    }
}
