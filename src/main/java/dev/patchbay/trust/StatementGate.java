package dev.patchbay.trust;

import dev.patchbay.release.Release;
import dev.patchbay.release.ReleaseCameBack;
import dev.patchbay.release.ReleaseChanged;
import dev.patchbay.release.ReleaseImported;
import dev.patchbay.release.ReleasePublished;
import dev.patchbay.release.ReleaseUploaded;
import dev.patchbay.release.State;
import dev.patchbay.trust.RefusedStatement.Kind;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Looks at each change before it is committed, whichever way it came, and lets nothing pass that would hand out, for an app
 * that requires statements, what nobody signed.
 */
@Component
class StatementGate {
    private final Statements statements;
    private final StoredStatements stored;
    private final TrustSettings settings;

    StatementGate(Statements statements, StoredStatements stored, TrustSettings settings) {
        this.statements = statements;
        this.stored = stored;
        this.settings = settings;
    }

    static RefusedStatement required(String why) {
        return new RefusedStatement(
                Kind.STATEMENT_REQUIRED,
                "This app hands out nothing without a statement that its makers signed. " + why);
    }

    /** A draft, too: devices on its allow-list get it. */
    @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
    void on(ReleaseUploaded event) {
        requireSigned(event.release());
    }

    @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
    void on(ReleasePublished event) {
        requireSigned(event.release());
    }

    /** What was withdrawn is offered to nobody and cannot be again. */
    @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
    void on(ReleaseImported event) {
        if (event.release().state() != State.WITHDRAWN) requireSigned(event.release());
    }

    @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
    void on(ReleaseChanged event) {
        boolean moved = event.after().containsKey("version") || event.after().containsKey("match");
        if (!moved || settings.of(event.release().appName()) == Demand.OFF) return;
        boolean signed =
                !stored.findByReleaseIdOrderBySequenceDesc(event.release().id()).isEmpty();
        if (signed && statements.of(event.release()).isEmpty()) {
            throw new RefusedStatement(
                    Kind.STATEMENT_MISMATCH,
                    "The version and match of this draft are signed. Upload it for the other version, with a statement that"
                            + " says so.");
        }
    }

    /** Devices remember the highest sequence they ran, and go back to nothing that was signed with a lower one. */
    @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
    void on(ReleaseCameBack event) {
        Release release = event.release();
        if (settings.of(release.appName()) != Demand.REQUIRED) return;
        Long highest = stored.highest(release.appName(), release.platform().toString());
        Optional<StoredStatement> standing = statements.of(release);
        if (standing.isEmpty() || highest != null && standing.get().sequence() < highest) {
            throw required("To go back to release " + release.id() + ", sign its content anew with a sequence above "
                    + (highest == null ? 0 : highest)
                    + " and upload it (for eros with a newer timestamp in its md5.json);"
                    + " then withdraw the bad release.");
        }
    }

    private void requireSigned(Release release) {
        if (release.embedded() || settings.of(release.appName()) != Demand.REQUIRED) return;
        if (statements.of(release).isPresent()) return;
        throw required(
                release.full().isEmpty()
                        ? "Files on a static server (jsPath) cannot be checked against one; upload the package."
                        : "Upload the same package again with a statement that holds now.");
    }
}
