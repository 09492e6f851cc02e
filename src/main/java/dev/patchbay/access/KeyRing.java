package dev.patchbay.access;

import dev.patchbay.nodes.News;
import dev.patchbay.storage.Durability;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * All keys in memory, so that a request costs no query. Keys are looked up by the hash of what was sent: how long that
 * takes tells nothing of a key's text.
 */
@Component
class KeyRing {
    static final String TOPIC = "keys";

    private final ApiKeys keys;
    private final Durability durability;
    private final Clock clock;
    private volatile Map<KeyHash, KeyHolder> holders = Map.of();

    KeyRing(ApiKeys keys, Durability durability, Clock clock) {
        this.keys = keys;
        this.durability = durability;
        this.clock = clock;
    }

    /** Who holds a key with this text, if there is one and it has not expired. */
    Optional<KeyHolder> holderOf(String secret) {
        return Optional.ofNullable(holders.get(KeyHash.ofSecret(secret)))
                .filter(holder -> holder.grant().isValidAt(clock.instant()));
    }

    /** Call after a change was committed and before it is answered: it is on disk and in effect when this returns. */
    void changed() {
        durability.secure();
        reload();
    }

    @EventListener
    void hear(News news) {
        if (news.topic().equals(TOPIC)) reload();
    }

    /** Reads the stored keys again, now and then also for changes that another node made. */
    @Scheduled(initialDelayString = "PT10S", fixedDelayString = "PT10S")
    void reload() {
        holders = keys.findAll().stream()
                .collect(Collectors.toUnmodifiableMap(ApiKey::hash, key -> new KeyHolder(key.id(), key.grant())));
    }
}
