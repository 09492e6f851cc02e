package dev.patchbay.storage;

import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A database that knows more than this version does must not be written by it. */
class NewerHomeAnalyzer extends AbstractFailureAnalyzer<FlywayValidateException> {
    @Override
    protected @Nullable FailureAnalysis analyze(Throwable failure, FlywayValidateException refused) {
        boolean newer = String.valueOf(refused.getMessage()).contains("not resolved locally");
        if (!newer) {
            return new FailureAnalysis(
                    "The database was made by a Patchbay whose migrations differ from this one's; start the version that"
                            + " made it.",
                    null,
                    failure);
        }
        return new FailureAnalysis(
                "The database was made by a newer version of Patchbay than this one; start that version, or restore a"
                        + " backup that this one made.",
                null,
                failure);
    }
}
