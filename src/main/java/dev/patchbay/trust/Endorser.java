package dev.patchbay.trust;

import dev.patchbay.release.Endorsement;
import dev.patchbay.release.PreparedUpload;
import dev.patchbay.release.Release;
import dev.patchbay.release.ReleaseChanged;
import dev.patchbay.trust.RefusedStatement.Kind;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Has an upload's statement checked and kept together with the releases that it makes. */
@Component
public class Endorser {
    private final StatementJudge judge;
    private final StoredStatements stored;
    private final Statements statements;
    private final TrustSettings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Endorser(
            StatementJudge judge,
            StoredStatements stored,
            Statements statements,
            TrustSettings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.judge = judge;
        this.stored = stored;
        this.statements = statements;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /** What has to be done with one upload. */
    public Endorsement of(Optional<SentStatement> sent, String by) {
        return new OfUpload(sent, by);
    }

    private final class OfUpload implements Endorsement {
        private final Optional<SentStatement> sent;
        private final String by;
        private @Nullable Judged judged;
        private boolean isNew;

        OfUpload(Optional<SentStatement> sent, String by) {
            this.sent = sent;
            this.by = by;
        }

        @Override
        public void inspect(PreparedUpload upload) throws IOException {
            String app = upload.app().text();
            Optional<String> jspatch =
                    Optional.ofNullable(settings.jspatchKeys().get(app));
            if (jspatch.isPresent()) JspatchKey.of(app, jspatch.get()).judge(upload.file());
            if (settings.of(app) == Demand.OFF && sent.isPresent()) {
                throw new RefusedStatement(
                        Kind.STATEMENT_INVALID,
                        "Statements are switched off for this app (patchbay.trust), so that this one would not be checked."
                                + " Leave it out or have them switched on.");
            }
            if (sent.isPresent() && upload.embedded()) {
                throw new RefusedStatement(
                        Kind.STATEMENT_INVALID,
                        "An embedded package ships with the app, whose own signature covers it. Leave the statement out.");
            }
            if (settings.of(app) == Demand.REQUIRED && sent.isEmpty() && !upload.embedded()) {
                throw StatementGate.required("This upload comes without one.");
            }
        }

        @Override
        public boolean renews(PreparedUpload upload, List<Release> known) {
            if (sent.isEmpty()) return false;
            judged = judge.judge(sent.get(), upload);
            boolean complete = known.size() == upload.versions().size();
            isNew = !complete
                    || !judge.isKnown(judged, known.stream().map(Release::id).toList());
            if (isNew) judge.requireRising(judged.statement());
            return isNew;
        }

        @Override
        public void keep(List<Release> releases) {
            if (judged == null || !isNew) return;
            for (Release release : releases) {
                Map<String, String> before = statements
                        .of(release)
                        .map(one -> facts(one.sha256(), one.sequence()))
                        .orElse(Map.of());
                StoredStatement saved = stored.save(new StoredStatement(release, judged, clock.instant(), by));
                events.publishEvent(new ReleaseChanged(release, before, facts(saved.sha256(), saved.sequence())));
            }
        }

        private static Map<String, String> facts(String sha256, long sequence) {
            return new TreeMap<>(Map.of("statement", sha256, "sequence", String.valueOf(sequence)));
        }
    }
}
