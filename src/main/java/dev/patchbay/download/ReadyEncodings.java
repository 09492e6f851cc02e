package dev.patchbay.download;

import dev.patchbay.delta.Encoding;
import dev.patchbay.delta.EncodingReady;
import dev.patchbay.delta.EncodingReadyElsewhere;
import dev.patchbay.delta.Encodings;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.storage.DatabaseBack;
import java.util.Optional;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** Tells downloads of precompressed packages: at the start of all, later of each once it is committed. */
@Component
class ReadyEncodings implements SmartInitializingSingleton {
    private final Encodings encodings;
    private final Representations representations;

    ReadyEncodings(Encodings encodings, Representations representations) {
        this.encodings = encodings;
        this.representations = representations;
    }

    /** Before the first request is taken. */
    @Override
    public void afterSingletonsInstantiated() {
        encodings.ready().forEach(this::add);
    }

    @EventListener
    void on(DatabaseBack event) {
        afterSingletonsInstantiated();
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void on(EncodingReady event) {
        add(event.encoding());
    }

    @EventListener
    void on(EncodingReadyElsewhere event) {
        encodings.findByContentSha256(event.content().sha256()).forEach(this::add);
    }

    private void add(Encoding encoding) {
        Optional<BlobKey> coded = encoding.blob();
        if (coded.isEmpty()) return;
        representations.add(
                encoding.content(),
                new Representation(
                        encoding.coding().toString(),
                        coded.get(),
                        encoding.size().orElseThrow()));
    }
}
