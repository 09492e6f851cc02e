package dev.patchbay.archive;

import dev.patchbay.release.Recorded;
import java.util.Map;

/** An app came from another server, or what was missing of it; each release, plan and rule has an entry of its own as well. */
record AppImported(String app, String madeAt, int created, int known) implements Recorded {
    @Override
    public String action() {
        return "app.imported";
    }

    @Override
    public String subject() {
        return "app/" + app;
    }

    @Override
    public Map<String, String> after() {
        return Map.of("exportedAt", madeAt, "created", String.valueOf(created), "known", String.valueOf(known));
    }
}
