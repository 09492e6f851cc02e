package dev.patchbay.trust;

import dev.patchbay.nodes.Bulletin;
import dev.patchbay.nodes.News;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells the other nodes that an app's keys are others now, and with them the statements that stand. */
@Component
class KeysNews {
    private static final String TOPIC = "trust-keys";

    private final Bulletin bulletin;
    private final ApplicationEventPublisher events;

    KeysNews(Bulletin bulletin, ApplicationEventPublisher events) {
        this.bulletin = bulletin;
        this.events = events;
    }

    @EventListener
    void tell(KeysAdded added) {
        bulletin.post(TOPIC, added.app());
    }

    @EventListener
    void hear(News news) {
        if (news.topic().equals(TOPIC)) events.publishEvent(new KeysAddedElsewhere(news.subject()));
    }
}
