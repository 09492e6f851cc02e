package dev.patchbay.delta;

import dev.patchbay.storage.Blob;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.storage.BlobStore;
import dev.patchbay.storage.Spool;
import dev.patchbay.storage.SpooledFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.stereotype.Component;

/**
 * Codes one package: streams it through the codec, decodes the result back, compares the digest, and keeps it if it is
 * smaller by enough. Doing it again after a crash does no harm.
 */
@Component
class EncodingBuilder {
    private static final int CHUNK = 64 * 1024;

    private final EncodingDesk desk;
    private final Codecs codecs;
    private final BlobStore blobs;
    private final Spool spool;
    private final MemoryBudget budget;
    private final EncodingSettings settings;

    EncodingBuilder(
            EncodingDesk desk,
            Codecs codecs,
            BlobStore blobs,
            Spool spool,
            MemoryBudget budget,
            EncodingSettings settings) {
        this.desk = desk;
        this.codecs = codecs;
        this.blobs = blobs;
        this.spool = spool;
        this.budget = budget;
        this.settings = settings;
    }

    /**
     * @param brake asked between two chunks
     * @throws EncodingStopped when the brake says that the server stops
     */
    void build(Lease lease, long id, Brake brake) throws IOException, InterruptedException {
        Optional<Encoding> waiting = desk.waiting(id);
        if (waiting.isEmpty()) return;
        Coding coding = waiting.get().coding();
        Optional<Codec> codec = codecs.of(coding);
        Optional<Blob> content =
                waiting.map(Encoding::content).filter(blobs::isIntact).flatMap(blobs::find);
        if (codec.isEmpty()) {
            desk.dropped(lease, id, null, "this server cannot make " + coding + ", or is told not to");
        } else if (content.isEmpty()) {
            desk.dropped(lease, id, null, "the package's bytes are missing or damaged");
        } else {
            build(lease, id, codec.get(), content.get(), brake);
        }
    }

    /** After the last attempt. */
    void giveUp(Lease lease, long id) {
        desk.dropped(lease, id, null, "making it failed several times; the server's log says why");
    }

    private void build(Lease lease, long id, Codec codec, Blob content, Brake brake)
            throws IOException, InterruptedException {
        long memory = codec.memory(content.size());
        if (!budget.allows(memory)) {
            desk.dropped(
                    lease, id, null, "it needs " + (memory >> 20) + " MB of memory; patchbay.delta.memory is less");
            return;
        }
        try (MemoryBudget.Share share = budget.take(memory);
                SpooledFile coded = spool.write(out -> encode(codec, content, out, brake))) {
            prove(codec, coded, content.key());
            if (settings.worthKeeping(coded.size(), content.size())) {
                desk.ready(lease, id, coded);
            } else {
                desk.dropped(
                        lease,
                        id,
                        coded.size(),
                        "not worth it: " + coded.size() + " bytes instead of " + content.size()
                                + ", and patchbay.encodings.min-saving is " + settings.minSaving() + " %");
            }
        } catch (EncodingTooSlow e) {
            desk.dropped(
                    lease,
                    id,
                    null,
                    "it took longer than patchbay.encodings.time-limit (" + settings.timeLimit() + ")");
        }
    }

    private static void encode(Codec codec, Blob content, OutputStream coded, Brake brake) throws IOException {
        try (InputStream in = content.open();
                OutputStream out = codec.encoder(coded, content.size())) {
            byte[] chunk = new byte[CHUNK];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                brake.check();
                out.write(chunk, 0, n);
            }
        }
    }

    private static void prove(Codec codec, SpooledFile coded, BlobKey content) throws IOException {
        try (InputStream in = Files.newInputStream(coded.path());
                InputStream decoded = codec.decoder(in)) {
            if (!DigestUtils.sha256Hex(decoded).equals(content.sha256())) throw new WrongEncoding(content);
        }
    }

    /** What was coded decodes to something else: a fault of the library. */
    private static final class WrongEncoding extends RuntimeException {
        WrongEncoding(BlobKey content) {
            super("the coded form of " + content + " does not decode to it");
        }
    }
}
