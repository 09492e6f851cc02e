package dev.patchbay.download;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys of several servers that honour each other's links; as an environment variable {@code PATCHBAY_TOKEN_KEYS}.
 *
 * @param keys {@code id:base64} each; the first signs, all verify. Empty: this server makes its own key.
 */
@ConfigurationProperties("patchbay.token")
record TokenSettings(@DefaultValue List<String> keys) {

    /** Whatever prints settings must not print keys. */
    @Override
    public String toString() {
        return "TokenSettings[" + keys.size() + " keys]";
    }
}
