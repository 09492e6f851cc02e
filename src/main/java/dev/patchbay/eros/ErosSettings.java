package dev.patchbay.eros;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param upToDateCode the resCode of "nothing newer"; stock clients do nothing on 1000 and know 4000 (iOS only) too
 */
@ConfigurationProperties("patchbay.eros")
record ErosSettings(@DefaultValue("1000") int upToDateCode) {
    ErosSettings {
        if (upToDateCode == 0) {
            throw new IllegalArgumentException(
                    "patchbay.eros.up-to-date-code: 0 would start a download; write 1000 or 4000");
        }
    }
}
