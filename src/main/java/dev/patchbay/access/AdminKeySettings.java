package dev.patchbay.access;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The operator's own choice of the first admin key.
 *
 * @param adminKey its text; none or blank lets the server make one
 */
@ConfigurationProperties("patchbay")
record AdminKeySettings(@Nullable String adminKey) {
    @Override
    public String toString() {
        return "AdminKeySettings[adminKey=hidden]";
    }
}
