package dev.patchbay.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Waits until a server has built the deltas to new releases. */
final class DeltaWait {
    private static final long PAUSE_MILLIS = 500;

    private final Server server;
    private final String releases;
    private final long end;
    private final int seconds;
    private final Consumer<String> saying;

    /** @param releases the path of the app's releases */
    DeltaWait(Server server, String releases, int seconds, Consumer<String> saying) {
        this.server = server;
        this.releases = releases;
        this.seconds = seconds;
        this.end = System.nanoTime() + seconds * 1_000_000_000L;
        this.saying = saying;
    }

    /** @throws ServerFailure when they are not built in time, or one cannot be built */
    void until(JsonNode published) {
        List<String> failed = new ArrayList<>();
        for (JsonNode release : published) {
            Map<String, Integer> counts = settled(release.path("id").asString());
            if (counts.getOrDefault("failed", 0) > 0)
                failed.add(release.path("id").asString());
        }
        if (!failed.isEmpty()) {
            throw ServerFailure.unfinished("published, but deltas of release " + String.join(", ", failed)
                    + " failed: those devices get the full package. GET " + releases + "/ID/deltas says why");
        }
    }

    private Map<String, Integer> settled(String id) {
        String before = "";
        while (true) {
            Map<String, Integer> counts = counts(id);
            String now = "deltas of release " + id + ": " + counts;
            if (!counts.isEmpty() && !now.equals(before))
                saying.accept(now.replaceAll("[{}]", "").replace('=', ' '));
            before = now;
            if (counts.getOrDefault("pending", 0) == 0) return counts;
            if (System.nanoTime() > end) {
                throw ServerFailure.unfinished("published, but after " + seconds
                        + " s deltas are still being built: devices get the full package until then");
            }
            sleep();
        }
    }

    private Map<String, Integer> counts(String id) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        String after = "";
        do {
            JsonNode page = server.get(
                    Server.path(releases, id, "deltas") + Server.query(Map.of("limit", "200", "after", after)));
            for (JsonNode delta : page.path("items"))
                counts.merge(delta.path("state").asString(), 1, Integer::sum);
            after = page.path("next").asString("");
        } while (!after.isEmpty());
        return counts;
    }

    private static void sleep() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
