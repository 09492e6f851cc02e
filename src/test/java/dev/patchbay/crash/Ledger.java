package dev.patchbay.crash;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The simple model of one app that one writer changes: what was acknowledged and must be there, what was under way when
 * the server died and may be there, and what a check must answer.
 */
final class Ledger {
    private static final Comparator<JsonNode> NEWER = Comparator.comparingLong(
                    (JsonNode release) -> release.path("timestamp").asLong())
            .thenComparingLong(release -> Long.parseLong(release.path("id").asString()));

    private final String app;
    private final Map<String, JsonNode> promised = new TreeMap<>();
    private final Map<String, byte[]> contents = new HashMap<>();
    private final Map<String, String> keys = new HashMap<>();
    private final List<String> removedKeys = new ArrayList<>();
    private final Set<String> fresh = new HashSet<>();
    private @Nullable Doubt doubt;
    private int acknowledged;

    Ledger(String app) {
        this.app = app;
    }

    /** What was asked for and never answered. */
    sealed interface Doubt {}

    /**
     * An upload: wholly there or wholly absent.
     *
     * @param once its Idempotency-Key; empty for one without
     * @param identity what the md5 of the bytes, or the eros package says it is
     */
    @SuppressWarnings("ArrayRecordComponent")
    record DoubtfulUpload(String once, byte[] file, List<String> fields, String identity, int platforms)
            implements Doubt {}

    /**
     * A verb or a change of one release: as before, or with the new value.
     *
     * @param member of the release's JSON that tells whether it happened
     * @param outcome the member's text if it did
     */
    record DoubtfulChange(String id, String verb, String member, String outcome) implements Doubt {}

    /**
     * A retention run: any release may have given up its bytes.
     *
     * @param keep how many of the newest it was to keep
     */
    record DoubtfulRetention(int keep) implements Doubt {}

    /** A key's removal: it works or not. */
    record DoubtfulKey(String id) implements Doubt {}

    String app() {
        return app;
    }

    void begin(Doubt act) {
        doubt = act;
    }

    /** The act was answered, so there is nothing doubtful about it any more. */
    void acknowledge() {
        doubt = null;
        acknowledged++;
    }

    /** The act was answered with a refusal. */
    void refuse() {
        doubt = null;
    }

    Optional<Doubt> doubt() {
        return Optional.ofNullable(doubt);
    }

    /** How many acts were answered. */
    int acknowledged() {
        return acknowledged;
    }

    void keep(byte[] file) {
        contents.put(DigestUtils.sha256Hex(file), file);
    }

    /** The bytes of that digest, if a writer sent or a proof saw them. */
    Optional<byte[]> content(String sha256) {
        return Optional.ofNullable(contents.get(sha256));
    }

    /** A release as the server said it is. */
    void promise(JsonNode release) {
        promised.put(release.path("id").asString(), release);
        fresh.add(release.path("id").asString());
    }

    Map<String, JsonNode> promised() {
        return promised;
    }

    /** Releases promised since the last proof. */
    Set<String> takeFresh() {
        Set<String> taken = Set.copyOf(fresh);
        fresh.clear();
        return taken;
    }

    List<String> ids() {
        return new ArrayList<>(promised.keySet());
    }

    void issued(String id, String key) {
        keys.put(id, key);
    }

    void removed(String id) {
        removedKeys.add(keys.remove(id));
    }

    /** Keys that must work, by their ids. */
    Map<String, String> keys() {
        return keys;
    }

    /** Only the one that was removed last: a server slows down who tries forty wrong keys in a minute. */
    List<String> removedKeys() {
        return removedKeys.subList(Math.max(0, removedKeys.size() - 1), removedKeys.size());
    }

    /**
     * What a device that has nothing must be offered: the jsVersion of the newest release that anybody may have.
     *
     * @param platform of the device, whose app is version 1.0.0 as are all releases of the writers
     */
    Optional<String> offered(String platform) {
        return promised.values().stream()
                .filter(release -> release.path("platform").asString().equals(platform))
                .filter(release -> release.path("state").asString().equals("published"))
                .filter(release -> !release.path("embedded").asBoolean())
                .filter(release -> release.path("bytesGoneAt").isNull())
                .filter(release -> release.path("rollout").asDouble() >= 100)
                .max(NEWER)
                .map(release -> release.path("jsVersion").asString());
    }

    /** Whether the server must do, or must refuse, what a verb says; empty where the model does not know. */
    Optional<Boolean> allows(String verb, String id) {
        JsonNode release = promised.get(id);
        String state = release == null ? "" : release.path("state").asString();
        return switch (state) {
            case "published", "paused" -> Optional.of(!verb.equals("publish") || state.equals("published"));
            case "draft" -> Optional.of(verb.equals("publish") || verb.equals("withdraw"));
            default ->
                verb.equals("pause") || verb.equals("resume") || verb.equals("publish")
                        ? Optional.of(false)
                        : Optional.empty();
        };
    }

    /** The ids of releases that may not give up their bytes when so many of each platform are kept. */
    Set<String> kept(int keep) {
        Set<String> kept = new HashSet<>();
        Map<String, Integer> counted = new HashMap<>();
        promised.values().stream().sorted(NEWER.reversed()).forEach(release -> {
            String state = release.path("state").asString();
            boolean offered = state.equals("published") || state.equals("paused");
            boolean recent = offered && counted.merge(release.path("platform").asString(), 1, Integer::sum) <= keep;
            if (recent || state.equals("draft")) kept.add(release.path("id").asString());
        });
        return kept;
    }
}
