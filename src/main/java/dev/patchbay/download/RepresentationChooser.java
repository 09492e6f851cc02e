package dev.patchbay.download;

import dev.patchbay.storage.Blob;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.trust.SealedContent;
import dev.patchbay.trust.Sealer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * Chooses the bytes that answer a download: sealed ones, or plain ones in the coding that suits the client best and is
 * undamaged here.
 */
@Component
class RepresentationChooser {
    private final StoredBytes stored;
    private final Representations representations;
    private final Sealer sealer;
    private final Detours detours;

    RepresentationChooser(StoredBytes stored, Representations representations, Sealer sealer, Detours detours) {
        this.stored = stored;
        this.representations = representations;
        this.sealer = sealer;
        this.detours = detours;
    }

    /**
     * @throws MissingBytes when there is nothing right to send
     */
    Chosen choose(Download download, Asked asked) throws IOException {
        if (download.form() == Form.SEALED) return sealed(download.blob());
        return download.coding() == null ? negotiated(download, asked) : exactly(download.blob(), download.coding());
    }

    /** What is sent when a coding that was chosen has vanished. */
    Chosen chooseWithoutCoding(Download download, MissingBytes vanished) throws IOException {
        List<Representation> all = representations.of(download.blob());
        if (all.isEmpty()) throw vanished;
        return as(download, all.get(0), true);
    }

    private Chosen negotiated(Download download, Asked asked) throws IOException {
        List<Representation> all = representations.of(download.blob());
        stored.intact(download.blob());
        AcceptEncoding accepted = asked.codings();
        Representation best = begun(download, all, accepted, asked).orElseGet(() -> accepted.choose(all));
        boolean usable = best.isIdentity() || stored.isIntact(best.blob());
        return as(download, usable ? best : all.get(0), all.size() > 1);
    }

    private Chosen as(Download download, Representation sent, boolean negotiated) throws IOException {
        Blob whole = stored.intact(download.blob());
        Blob blob = sent.isIdentity() ? whole : stored.intact(sent.blob());
        EntityTag tag = detours.tag(download, sent, blob);
        return new Chosen(sent, tag, blob.size(), blob::open, Optional.of(blob), stored.contentType(whole), negotiated);
    }

    /** For whoever names the very bytes. */
    private Chosen exactly(BlobKey key, String coding) throws IOException {
        Blob blob = stored.intact(key);
        Representation only = new Representation(coding, key, blob.size());
        Blob plain = representations.plainOf(key).flatMap(stored::find).orElse(blob);
        return new Chosen(
                only, only.entityTag(), blob.size(), blob::open, Optional.of(blob), stored.contentType(plain), false);
    }

    /** Sealed bytes have no codings, since nothing compresses them. */
    private Chosen sealed(BlobKey key) throws IOException {
        stored.intact(key);
        SealedContent content = StoredBytes.unlessGone(key, () -> sealer.describe(key));
        Representation whole = new Representation(Representation.IDENTITY, content.digest(), content.size());
        Chosen.Source source = (first, length) -> StoredBytes.unlessGone(key, () -> sealer.open(key, first, length));
        return new Chosen(
                whole,
                whole.entityTag(),
                content.size(),
                source,
                Optional.empty(),
                MediaType.APPLICATION_OCTET_STREAM_VALUE,
                false);
    }

    /** Who goes on with a download gets more of the same, also when a better coding has become ready since. */
    private Optional<Representation> begun(
            Download download, List<Representation> all, AcceptEncoding accepted, Asked asked) {
        if (!asked.goesOn()) return Optional.empty();
        return all.stream()
                .filter(one -> accepted.accepts(one) && asked.goesOnWith(tag(download, one)))
                .findFirst();
    }

    private EntityTag tag(Download download, Representation one) {
        return stored.find(one.blob())
                .map(blob -> detours.tag(download, one, blob))
                .orElseGet(one::entityTag);
    }
}
