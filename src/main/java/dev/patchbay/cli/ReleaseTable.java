package dev.patchbay.cli;

import tools.jackson.databind.JsonNode;

/** Releases, one a line. */
final class ReleaseTable {
    private ReleaseTable() {}

    static Table of(JsonNode releases) {
        Table table =
                new Table("ID", "PLATFORM", "VERSION", "STATE", "ROLLOUT", "SIZE", "DELTAS", "JSVERSION", "NOTES");
        for (JsonNode release : releases) {
            JsonNode deltas = release.path("deltas");
            table.row(
                    Table.text(release, "id"),
                    Table.text(release, "platform"),
                    Table.text(release, "version"),
                    Table.text(release, "state"),
                    Table.text(release, "rollout") + " %",
                    Table.text(release, "full", "size"),
                    Table.text(deltas, "ready") + "/" + total(deltas),
                    Table.text(release, "jsVersion"),
                    Table.text(release, "notes"));
        }
        return table;
    }

    private static long total(JsonNode deltas) {
        long total = 0;
        for (JsonNode count : deltas) total += count.asLong(0);
        return total;
    }
}
