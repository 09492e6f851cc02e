package dev.patchbay.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is counted of a release; each is a column of {@code report_counts}. */
enum Measure {
    OFFERED_FULL,
    OFFERED_DELTA,
    DOWNLOADED_FULL,
    DOWNLOADED_DELTA,
    INSTALLED_FULL,
    INSTALLED_DELTA,
    FAILED_FULL,
    FAILED_DELTA,
    UNBOUND_DOWNLOADED,
    UNBOUND_INSTALLED,
    UNBOUND_FAILED,
    BYTES_SAVED;

    static final List<String> COLUMNS =
            Arrays.stream(values()).map(Measure::column).toList();

    static Measure offered(boolean byDelta) {
        return byDelta ? OFFERED_DELTA : OFFERED_FULL;
    }

    /** What a report counts as when it came with an offer of this server. */
    static Measure bound(Status status, boolean byDelta) {
        return switch (status) {
            case DOWNLOADED -> byDelta ? DOWNLOADED_DELTA : DOWNLOADED_FULL;
            case INSTALLED -> byDelta ? INSTALLED_DELTA : INSTALLED_FULL;
            case FAILED -> byDelta ? FAILED_DELTA : FAILED_FULL;
        };
    }

    /** What a report counts as that anybody could have sent. */
    static Measure unbound(Status status) {
        return switch (status) {
            case DOWNLOADED -> UNBOUND_DOWNLOADED;
            case INSTALLED -> UNBOUND_INSTALLED;
            case FAILED -> UNBOUND_FAILED;
        };
    }

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
