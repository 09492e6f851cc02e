package dev.patchbay.trust;

import dev.patchbay.release.Release;
import dev.patchbay.release.ReleaseEvent;
import dev.patchbay.release.Releases;
import dev.patchbay.release.State;
import io.github.bucket4j.Bucket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The head records of all rules: signed ahead and kept, so that a device's request costs neither a query nor a signature. One
 * lives a day and is signed anew after a quarter of that.
 */
@Component
public class HeadRecords {
    static final Duration LIFE = Duration.ofHours(24);
    private static final Duration RENEWED_AFTER = Duration.ofHours(6);

    /** What another server changed is seen after this. */
    private static final Duration READ_AGAIN_AFTER = Duration.ofSeconds(30);

    private static final Duration LIFE_WITH_NONCE = Duration.ofMinutes(5);
    private static final Pattern NONCE = Pattern.compile("[A-Za-z0-9_-]{16,64}");
    private static final int MOST_CURRENT = 32;

    private final Releases releases;
    private final Statements statements;
    private final HeadKey key;
    private final Clock clock;
    private final TransactionTemplate reading;
    private final Map<Rule, Kept> kept = new ConcurrentHashMap<>();
    private final @Nullable Bucket nonces;

    /** A record, what it was made of, and when that was read. */
    private record Kept(List<HeadRecord.Current> current, HeadRecord record, Instant readAt) {}

    HeadRecords(
            Releases releases,
            Statements statements,
            HeadKey key,
            TrustSettings settings,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.releases = releases;
        this.statements = statements;
        this.key = key;
        this.clock = clock;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
        this.reading.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        int most = settings.nonces();
        this.nonces = most == 0
                ? null
                : Bucket.builder()
                        .addLimit(limit -> limit.capacity(most).refillGreedy(most, Duration.ofSeconds(1)))
                        .build();
    }

    /** The record of a rule; none when nothing that is handed out for it is signed. */
    Optional<HeadRecord> of(Rule rule) {
        return kept(rule).map(Kept::record);
    }

    /**
     * A record for one device, made now.
     *
     * @param nonce what the device sent; no other than 16 to 64 of {@code A-Z a-z 0-9 _ -} is answered
     * @return none, too, while too many ask: the device takes the record that all get
     */
    public Optional<Object> answering(Rule rule, @Nullable Object nonce) {
        if (nonces == null
                || !(nonce instanceof String text)
                || !NONCE.matcher(text).matches()) return Optional.empty();
        Optional<Kept> found = kept(rule);
        if (found.isEmpty() || !nonces.tryConsume(1)) return Optional.empty();
        return Optional.of(HeadRecord.sign(rule, found.get().current(), clock.instant(), LIFE_WITH_NONCE, text, key)
                .envelope());
    }

    private Optional<Kept> kept(Rule rule) {
        Instant now = clock.instant();
        Kept known = kept.get(rule);
        if (known != null && !isOld(known.readAt(), READ_AGAIN_AFTER, now)) return Optional.of(known);
        return Optional.ofNullable(kept.compute(rule, (same, before) -> {
            if (before != null && !isOld(before.readAt(), READ_AGAIN_AFTER, now)) return before;
            List<HeadRecord.Current> current = reading.execute(status -> read(rule));
            if (current == null || current.isEmpty()) return null;
            boolean isSame = before != null
                    && before.current().equals(current)
                    && !isOld(before.record().issuedAt(), RENEWED_AFTER, now);
            HeadRecord record = isSame ? before.record() : HeadRecord.sign(rule, current, now, LIFE, null, key);
            return new Kept(current, record, now);
        }));
    }

    /** Also when the clock was set back. */
    private static boolean isOld(Instant since, Duration most, Instant now) {
        return Duration.between(since, now).abs().compareTo(most) > 0;
    }

    /** What some device may be handed now: the newest, and those before it down to one that is for everybody. */
    private List<HeadRecord.Current> read(Rule rule) {
        String app = rule.app().text();
        Map<Long, Signed> signed = statements.ofLine(app, rule.platform().toString());
        List<HeadRecord.Current> current = new ArrayList<>();
        for (Release release : releases.line(app, rule.platform().toString())) {
            if (!release.version().equals(rule.version()) || release.match() != rule.match() || !isOffered(release))
                continue;
            Signed one = signed.get(release.id());
            if (one != null) current.add(new HeadRecord.Current(one.sequence(), one.statement()));
            boolean forAll =
                    release.state() == State.PUBLISHED && release.audience().isEverybody();
            if (forAll || current.size() == MOST_CURRENT) break;
        }
        current.sort(Comparator.comparingLong(HeadRecord.Current::sequence).reversed());
        return List.copyOf(current);
    }

    private static boolean isOffered(Release release) {
        if (release.embedded()) return false;
        return release.state() == State.PUBLISHED
                || release.state() == State.DRAFT
                        && !release.audience().allowed().isEmpty();
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void on(ReleaseEvent event) {
        forget(event.release().appName());
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
    void on(KeysAdded event) {
        forget(event.app());
    }

    private void forget(String app) {
        kept.keySet().removeIf(rule -> rule.app().text().equals(app));
    }
}
