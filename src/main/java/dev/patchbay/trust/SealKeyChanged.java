package dev.patchbay.trust;

import java.util.Map;

/**
 * A version of an app's key was made or retired; announced inside the transaction of the change.
 *
 * @param action in the audit trail's words
 * @param origin of a new key; empty otherwise
 */
public record SealKeyChanged(String app, int version, String action, String origin) {
    static final String MADE = "app.seal-key-made";
    static final String RETIRED = "app.seal-key-retired";

    public String subject() {
        return "app/" + app;
    }

    /** What is now; never anything of the key itself. */
    public Map<String, String> after() {
        String number = String.valueOf(version);
        return origin.isEmpty() ? Map.of("version", number) : Map.of("version", number, "key", origin);
    }
}
