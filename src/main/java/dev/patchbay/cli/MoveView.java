package dev.patchbay.cli;

import dev.patchbay.move.CarriedSecret;
import dev.patchbay.move.MoveSummary;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a move came to, for scripts; without the secrets themselves. */
record MoveView(
        boolean already,
        String database,
        String store,
        MoveSummary.@Nullable Blobs files,
        List<MoveSummary.TableSum> tables,
        MoveSummary.@Nullable Audit audit,
        long pendingDeltas,
        List<Needed> settings) {
    MoveView {
        tables = List.copyOf(tables);
        settings = List.copyOf(settings);
    }

    /**
     * @param file where the old server kept it; null when it kept none
     */
    record Needed(String variable, @Nullable String file, String purpose) {}

    static MoveView of(MoveSummary summary) {
        return new MoveView(
                summary.already(),
                summary.database(),
                summary.store(),
                summary.blobs(),
                summary.tables(),
                summary.audit(),
                summary.pendingDeltas(),
                summary.secrets().stream().map(MoveView::needed).toList());
    }

    private static Needed needed(CarriedSecret secret) {
        return new Needed(
                secret.variable(), secret.value() == null ? null : secret.file().toString(), secret.purpose());
    }
}
