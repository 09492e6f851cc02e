package dev.patchbay.rollout;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param anonymous what stands for the id of a device that sends none
 */
@ConfigurationProperties("patchbay.rollout")
record RolloutSettings(@DefaultValue("address") Anonymous anonymous) {
    enum Anonymous {
        /** The address it asks from. */
        ADDRESS,
        /** Nothing: it gets a release once that is out for everybody. */
        NEVER
    }
}
