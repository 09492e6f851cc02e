package dev.patchbay.release;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A release in the words of the HTTP contract, for whoever keeps a record of changes. */
final class Facts {
    private Facts() {}

    static Map<String, String> of(Release release) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("version", release.version().toString());
        facts.put("match", release.match().toString());
        facts.put("jsVersion", release.jsVersion().hex());
        facts.put("timestamp", String.valueOf(release.timestamp()));
        facts.put("state", release.state().toString());
        facts.put("rollout", release.audience().rollout().toString());
        facts.put(
                "allow",
                release.audience().allowed().stream()
                        .map(DeviceId::text)
                        .sorted()
                        .collect(Collectors.joining(" ")));
        facts.put("tags", release.audience().tags().toString().replace('\n', ' '));
        facts.put("priority", release.priority().toString());
        release.deadline().ifPresent(deadline -> facts.put("deadline", deadline.toString()));
        facts.put("notes", release.notes());
        facts.put("pinned", String.valueOf(release.pinned()));
        release.full().ifPresent(full -> facts.put("sha256", full.key().sha256()));
        return facts;
    }

    /** The facts of {@code of} that differ in {@code from}. */
    static Map<String, String> changed(Map<String, String> of, Map<String, String> from) {
        Map<String, String> changed = new TreeMap<>(of);
        changed.entrySet().removeIf(fact -> fact.getValue().equals(from.get(fact.getKey())));
        return changed;
    }
}
