package dev.patchbay.archive;

import dev.patchbay.release.Recorded;
import java.util.Map;

/** Somebody began to fetch all of an app. */
record AppExported(String app, int releases) implements Recorded {
    @Override
    public String action() {
        return "app.exported";
    }

    @Override
    public String subject() {
        return "app/" + app;
    }

    @Override
    public Map<String, String> after() {
        return Map.of("releases", String.valueOf(releases));
    }
}
