package dev.patchbay.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of a list. */
final class PageOptions {
    @Option(
            names = "--limit",
            defaultValue = "50",
            description = "How many at most, 1 to 200. Default: ${DEFAULT-VALUE}.")
    private int limit;

    @Option(
            names = "--after",
            paramLabel = "CURSOR",
            description = "Go on behind the list that ended with this as next.")
    private @Nullable String after;

    /** Those of the query, to which more may be added. */
    Map<String, @Nullable Object> parameters() {
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("limit", limit);
        parameters.put("after", after);
        return parameters;
    }
}
