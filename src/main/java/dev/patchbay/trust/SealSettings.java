package dev.patchbay.trust;

import dev.patchbay.pack.AppName;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of encryption.
 *
 * @param secret base64 of 32 bytes from which data keys are derived and by which app keys are wrapped; several servers
 *     need the same. Null: this server makes its own.
 * @param requiredFor apps whose devices never get plain bytes
 */
@ConfigurationProperties("patchbay.sealing")
record SealSettings(@Nullable String secret, @DefaultValue Set<String> requiredFor) {
    SealSettings {
        for (String app : requiredFor) {
            try {
                AppName.of(app);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "patchbay.sealing.required-for: write names of apps with commas between", e);
            }
        }
        requiredFor = Set.copyOf(requiredFor);
    }

    /** Whatever prints settings must not print keys. */
    @Override
    public String toString() {
        return "SealSettings[requiredFor=" + requiredFor + "]";
    }
}
