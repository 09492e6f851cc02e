package dev.patchbay.delta;

import dev.patchbay.release.Content;
import dev.patchbay.release.Packaging;
import dev.patchbay.release.Release;
import dev.patchbay.release.ReleaseCameBack;
import dev.patchbay.release.ReleaseImported;
import dev.patchbay.release.ReleaseUploaded;
import dev.patchbay.storage.BlobKey;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Orders the codings of each stored package in the transaction that brings it. Packages kept as they are get none: what
 * is in them is compressed already, and who wants them coded says {@code packaging=stored}.
 */
@Component
class EncodingPlanner {
    private final Encodings encodings;
    private final EncodingJobs jobs;
    private final Codecs codecs;
    private final Clock clock;

    EncodingPlanner(Encodings encodings, EncodingJobs jobs, Codecs codecs, Clock clock) {
        this.encodings = encodings;
        this.jobs = jobs;
        this.codecs = codecs;
        this.clock = clock;
    }

    @EventListener
    void plan(ReleaseUploaded uploaded) {
        plan(uploaded.release());
    }

    @EventListener
    void plan(ReleaseImported imported) {
        if (imported.release().bytesGoneAt().isEmpty()) plan(imported.release());
    }

    /** A rollback may have written its package again. */
    @EventListener
    void plan(ReleaseCameBack back) {
        plan(back.release());
    }

    private void plan(Release release) {
        if (release.packaging() == Packaging.STORED) {
            release.full().map(Content::key).ifPresent(this::order);
        }
    }

    /** Another release may hand the same bytes out already; what could not be made for that one is tried again. */
    private void order(BlobKey content) {
        Map<Coding, Encoding> known = encodings.findByContentSha256(content.sha256()).stream()
                .collect(Collectors.toMap(Encoding::coding, Function.identity()));
        for (Coding coding : codecs.codings()) {
            Encoding encoding = known.get(coding);
            if (encoding == null) {
                jobs.order(encodings.save(new Encoding(content, coding, clock.instant())));
            } else if (encoding.reason().isPresent()) {
                encoding.again(clock.instant());
                jobs.order(encodings.save(encoding));
            }
        }
    }
}
