package dev.patchbay.retention;

import dev.patchbay.release.Recorded;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Somebody began to take a backup, which holds everything this server keeps, its keys too. */
public record BackupMade() implements Recorded {
    @Override
    public String action() {
        return "backup.made";
    }

    @Override
    public @Nullable String app() {
        return null;
    }

    @Override
    public String subject() {
        return "server";
    }

    @Override
    public Map<String, String> after() {
        return Map.of();
    }
}
