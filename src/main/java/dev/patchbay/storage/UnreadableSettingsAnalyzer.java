package dev.patchbay.storage;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Says where the settings cannot be read; the parser's own words name no file and end in a stack trace. */
class UnreadableSettingsAnalyzer extends AbstractFailureAnalyzer<YAMLException> {
    @Override
    protected FailureAnalysis analyze(Throwable failure, YAMLException bad) {
        return new FailureAnalysis(
                "The settings cannot be read: " + why(bad)
                        + ". They are looked for in application.yml and config/application.yml, in the folder the server is"
                        + " started in.",
                "Mind the indentation, and write texts with special characters in quotes.",
                failure);
    }

    private static String why(YAMLException bad) {
        if (!(bad instanceof MarkedYAMLException marked)) return "they hold bytes that are no text";
        @Nullable Mark mark = marked.getProblemMark();
        String where = mark == null ? "" : " in line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
        return marked.getProblem() + where;
    }
}
