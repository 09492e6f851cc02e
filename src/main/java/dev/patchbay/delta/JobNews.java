package dev.patchbay.delta;

import dev.patchbay.nodes.Bulletin;
import dev.patchbay.nodes.News;
import dev.patchbay.pack.Platform;
import dev.patchbay.storage.BlobKey;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Carries what came of jobs to the other nodes. */
@Component
class JobNews {
    private static final String DELTAS = "delta";
    private static final String ENCODING = "encoding";

    private final Bulletin bulletin;
    private final ApplicationEventPublisher events;

    JobNews(Bulletin bulletin, ApplicationEventPublisher events) {
        this.bulletin = bulletin;
        this.events = events;
    }

    @EventListener
    void tell(DeltaReady event) {
        tell(event.delta());
    }

    @EventListener
    void tell(DeltaFailed event) {
        tell(event.delta());
    }

    @EventListener
    void tell(DeltaDropped event) {
        tell(event.delta());
    }

    @EventListener
    void tell(DeltaDistrusted event) {
        tell(event.delta());
    }

    @EventListener
    void tell(EncodingReady event) {
        bulletin.post(ENCODING, event.encoding().content().sha256());
    }

    private void tell(Delta delta) {
        bulletin.post(DELTAS, delta.releaseId() + " " + delta.platform() + " " + delta.appName());
    }

    @EventListener
    void hear(News news) {
        if (news.topic().equals(ENCODING)) {
            events.publishEvent(new EncodingReadyElsewhere(new BlobKey(news.subject())));
        }
        if (news.topic().equals(DELTAS)) {
            String[] words = news.subject().split(" ", 3);
            events.publishEvent(new DeltasChangedElsewhere(Long.parseLong(words[0]), words[2], Platform.of(words[1])));
        }
    }
}
