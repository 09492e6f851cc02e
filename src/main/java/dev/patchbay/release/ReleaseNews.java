package dev.patchbay.release;

import dev.patchbay.nodes.Bulletin;
import dev.patchbay.nodes.News;
import dev.patchbay.pack.Platform;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Carries what happens to releases to the other nodes. */
@Component
class ReleaseNews {
    private static final String TOPIC = "release";

    private final Bulletin bulletin;
    private final ApplicationEventPublisher events;

    ReleaseNews(Bulletin bulletin, ApplicationEventPublisher events) {
        this.bulletin = bulletin;
        this.events = events;
    }

    @EventListener
    void tell(ReleaseEvent event) {
        Release release = event.release();
        bulletin.post(TOPIC, release.id() + " " + release.platform() + " " + release.appName());
    }

    @EventListener
    void hear(News news) {
        if (!news.topic().equals(TOPIC)) return;
        String[] words = news.subject().split(" ", 3);
        events.publishEvent(new ReleaseChangedElsewhere(Long.parseLong(words[0]), words[2], Platform.of(words[1])));
    }
}
