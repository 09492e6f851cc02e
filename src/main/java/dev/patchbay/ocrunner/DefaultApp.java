package dev.patchbay.ocrunner;

import dev.patchbay.update.Catalogue;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.stereotype.Component;

/** The app that a check without a name means: the configured one, or the only one there is. */
@Component
class DefaultApp {
    private final Catalogue catalogue;
    private final @Nullable String configured;

    DefaultApp(Catalogue catalogue, Settings settings) {
        this.catalogue = catalogue;
        this.configured = settings.defaultApp();
    }

    /**
     * @param defaultApp null: the only app, when there is exactly one
     */
    @ConfigurationProperties("patchbay.update")
    record Settings(@Nullable String defaultApp) {}

    /**
     * @throws RefusedCheck when there are several apps and none is the default
     */
    String orElse(@Nullable String named) {
        if (named != null && !named.isBlank()) return named;
        if (configured != null) return configured;
        List<String> apps = catalogue.apps();
        if (apps.size() > 1) throw new RefusedCheck("appName required");
        return apps.isEmpty() ? "" : apps.get(0);
    }
}
