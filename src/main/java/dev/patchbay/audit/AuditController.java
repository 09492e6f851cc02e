package dev.patchbay.audit;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shows the audit trail, and whether it is whole. */
@RestController
class AuditController {
    private static final int MOST = 200;

    private final AuditEntries entries;
    private final AuditVerifier verifier;
    private final JsonMapper json;

    AuditController(AuditEntries entries, AuditVerifier verifier, JsonMapper json) {
        this.entries = entries;
        this.verifier = verifier;
        this.json = json;
    }

    /** One change. */
    record EntryView(
            String id,
            Instant at,
            String actor,
            @Nullable String keyId,
            @Nullable String address,
            String action,
            @Nullable String appName,
            String subject,
            JsonNode before,
            JsonNode after,
            String hash) {}

    /** A part of the trail; {@code next} is null at the end. */
    record TrailPage(List<EntryView> items, @Nullable String next) {}

    /** Which entries are wanted; what is left out does not matter. */
    record Filter(
            @Nullable String app,
            @Nullable String action,
            @Nullable String actor,
            @Nullable String subject,
            @Nullable String since,
            @Nullable String until) {}

    @GetMapping("/api/audit")
    TrailPage list(
            Filter filter,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String after) {
        if (limit < 1 || limit > MOST) throw new RefusedFilter("limit: write 1 to " + MOST);
        List<AuditEntry> found = entries.page(
                cursor(after),
                blankToNull(filter.app()),
                blankToNull(filter.action()),
                blankToNull(filter.actor()),
                blankToNull(filter.subject()),
                time("since", filter.since(), Instant.EPOCH),
                time("until", filter.until(), Instant.parse("9999-12-31T00:00:00Z")),
                Limit.of(limit + 1));
        boolean more = found.size() > limit;
        List<EntryView> items = found.subList(0, Math.min(limit, found.size())).stream()
                .map(this::view)
                .toList();
        return new TrailPage(items, more ? items.get(limit - 1).id() : null);
    }

    @GetMapping("/api/audit/verify")
    AuditVerifier.Verdict verify() {
        return verifier.verify();
    }

    private EntryView view(AuditEntry entry) {
        return new EntryView(
                String.valueOf(entry.getId()),
                entry.at(),
                entry.actor(),
                entry.keyId().orElse(null),
                entry.address().orElse(null),
                entry.action(),
                entry.appName().orElse(null),
                entry.subject(),
                json.readTree(entry.before()),
                json.readTree(entry.after()),
                entry.hash());
    }

    private static long cursor(@Nullable String after) {
        if (after == null || after.isEmpty()) return Long.MAX_VALUE;
        if (!after.matches("[0-9]{1,18}")) {
            throw new RefusedFilter("after: not a cursor; take it from the member next of a list");
        }
        return Long.parseLong(after);
    }

    private static Instant time(String name, @Nullable String text, Instant otherwise) {
        if (text == null || text.isBlank()) return otherwise;
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new RefusedFilter(name + ": write a time such as 2030-01-31T12:00:00Z");
        }
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
