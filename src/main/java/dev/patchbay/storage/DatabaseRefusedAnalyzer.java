package dev.patchbay.storage;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Has a start without a usable database end in a sentence and not in a stack trace. */
class DatabaseRefusedAnalyzer extends AbstractFailureAnalyzer<SQLException> {
    /** H2's own numbers. */
    private static final int WRONG_FORMAT = 90048;

    private static final int DAMAGED = 90030;
    private static final int UNREADABLE = 90028;
    private static final int FAILED_TO_OPEN = 90031;
    private static final int IN_USE = 90020;
    private static final int NO_FILE = 90062;

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable failure, SQLException refused) {
        String why = why(refused);
        return why == null ? null : new FailureAnalysis(why, null, failure);
    }

    private static @Nullable String why(SQLException refused) {
        Optional<StorageTrouble> trouble = StorageTrouble.in(refused);
        if (trouble.filter(StorageTrouble.FULL::equals).isPresent()) {
            return "There is no space left for the database; free some on the disk of patchbay.home.";
        }
        if (trouble.filter(StorageTrouble.READ_ONLY::equals).isPresent()) {
            return "The database's file system is read-only; mount it writable, or set patchbay.home to another folder.";
        }
        return switch (refused.getErrorCode()) {
            case DAMAGED, UNREADABLE, FAILED_TO_OPEN ->
                "The database file db/patchbay.mv.db in patchbay.home is damaged and was left as it is; restore the newest"
                        + " backup (java -jar patchbay.jar restore ARCHIVE FOLDER).";
            case WRONG_FORMAT ->
                "The database file was written by another version of the database than this Patchbay brings; start the"
                        + " version that wrote it, or restore a backup.";
            case IN_USE -> "Another process has the database file open; stop that one first.";
            case NO_FILE -> "The database file cannot be made; check the permissions of patchbay.home.";
            default ->
                state(refused).startsWith("08")
                        ? "The database cannot be reached; check spring.datasource.url, its user and password, and"
                                + " whether it runs."
                        : null;
        };
    }

    private static String state(SQLException refused) {
        return refused.getSQLState() == null ? "" : refused.getSQLState();
    }
}
