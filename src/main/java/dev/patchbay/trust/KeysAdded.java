package dev.patchbay.trust;

import dev.patchbay.release.Recorded;
import java.util.Map;

/** An app has a new version of its keys of trust; announced inside the transaction that adds it. */
public record KeysAdded(String app, int version, Map<String, String> after) implements Recorded {
    @Override
    public String action() {
        return "trust.keys";
    }

    @Override
    public String subject() {
        return "keys/" + version;
    }
}
