package dev.patchbay.trust;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Says with which key a device's bytes are sealed. In memory, so that a check costs no query. */
@Component
public class SealKeyBook implements SmartInitializingSingleton {
    private static final Logger LOG = LoggerFactory.getLogger(SealKeyBook.class);

    private final SealKeys keys;
    private final SealSecret secret;
    private final SealSettings settings;
    private boolean secretMissing;
    private volatile Map<String, List<AppKey>> inUse = Map.of();

    SealKeyBook(SealKeys keys, SealSecret secret, SealSettings settings) {
        this.keys = keys;
        this.secret = secret;
        this.settings = settings;
    }

    /** The newest version that the device has; empty when it does not ask, or has none that is in use. */
    public Optional<AppKey> keyFor(String app, SealWish wish) {
        return inUse.getOrDefault(app, List.of()).stream().filter(wish::takes).findFirst();
    }

    /** Whether the app's devices get sealed bytes or none. */
    public boolean refusesPlain(String app) {
        return settings.requiredFor().contains(app);
    }

    /** Before the first request is taken. */
    @Override
    public void afterSingletonsInstantiated() {
        reload();
    }

    /** Reads the stored keys again, now and then also for changes that another node made. */
    @Scheduled(initialDelayString = "PT10S", fixedDelayString = "PT10S")
    void readAgain() {
        try {
            reload();
            secretMissing = false;
        } catch (NoSealSecret e) {
            if (!secretMissing)
                LOG.error("Another node made a key of an app, and this one cannot open it. {}", e.getMessage());
            secretMissing = true;
        }
    }

    /**
     * @throws NoSealSecret when there are keys, and nothing to open them with
     */
    void reload() {
        inUse = keys.inUse().stream()
                .collect(Collectors.groupingBy(
                        SealKey::appName,
                        Collectors.mapping(key -> key.unwrapped(secret).orElseThrow(), Collectors.toList())));
    }
}
