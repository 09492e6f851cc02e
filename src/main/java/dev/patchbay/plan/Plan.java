package dev.patchbay.plan;

import dev.patchbay.release.Percent;
import dev.patchbay.release.Release;
import dev.patchbay.release.State;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How one release is widened: its steps, which one it is at, and how long it has soaked there. */
@Entity
@Table(name = "plans")
public class Plan {
    private static final int MAX_REASON = 500;

    @Id
    private Long releaseId;

    @Version
    private @Nullable Long rowVersion;

    @Column(updatable = false)
    private String appName;

    private String steps;
    private @Nullable Integer maxFailureRate;
    private long minDevices;
    private String state;
    private int step;
    private @Nullable Instant since;

    /** Since when the soak clock runs; null while it stands. */
    private @Nullable Instant clockFrom;

    /** What the soak clock showed when it was last stopped. */
    private long soakedMillis;

    private String reason;

    @SuppressWarnings("NullAway.Init")
    protected Plan() {}

    Plan(Release release, PlanTerms terms, int step, Instant now) {
        this.releaseId = release.id();
        this.appName = release.appName();
        replaceWith(release, terms, step, now);
    }

    /** Takes other terms, and begins at one of their steps. */
    final void replaceWith(Release release, PlanTerms terms, int at, Instant now) {
        steps = terms.steps().stream().map(Step::toString).collect(Collectors.joining(" "));
        maxFailureRate = terms.condition()
                .map(wanted -> wanted.maxFailureRate().hundredths())
                .orElse(null);
        minDevices = terms.condition().map(Condition::minDevices).orElse(0L);
        state = PlanState.WAITING.toString();
        reason = "";
        step = at;
        since = null;
        clockFrom = null;
        soakedMillis = 0;
        if (release.state() != State.DRAFT) enter(at, now);
        if (release.state() == State.PAUSED) pause(now);
    }

    boolean start(Instant now) {
        if (state() != PlanState.WAITING) return false;
        enter(step, now);
        return true;
    }

    private void enter(int number, Instant now) {
        step = number;
        since = now;
        clockFrom = now;
        soakedMillis = 0;
        boolean done = atLastStep() && current().soak() == null;
        state = (done ? PlanState.COMPLETED : PlanState.RUNNING).toString();
    }

    boolean pause(Instant now) {
        if (state() != PlanState.RUNNING) return false;
        soakedMillis = soaked(now).toMillis();
        clockFrom = null;
        state = PlanState.PAUSED.toString();
        return true;
    }

    boolean resume(Instant now) {
        if (state() != PlanState.PAUSED) return false;
        clockFrom = now;
        state = PlanState.RUNNING.toString();
        return true;
    }

    boolean end(String why) {
        if (state().isOver()) return false;
        clockFrom = null;
        reason = why.length() <= MAX_REASON ? why : why.substring(0, MAX_REASON);
        state = PlanState.ENDED.toString();
        return true;
    }

    /** Goes to the next step, or is complete after the last one. */
    void advance(Instant now) {
        if (atLastStep()) {
            clockFrom = null;
            state = PlanState.COMPLETED.toString();
        } else {
            enter(step + 1, now);
        }
    }

    /** Why the plan does not go on now; empty when it may. */
    public Optional<String> waitsFor(Instant now, Outcome outcome) {
        return switch (state()) {
            case WAITING -> Optional.of("waits for the draft to be published");
            case PAUSED -> Optional.of("waits for the release to be resumed");
            case COMPLETED, ENDED -> Optional.of(state().toString());
            case RUNNING ->
                dueAt().filter(now::isBefore)
                        .map(at -> "soaks until " + at)
                        .or(() -> terms().condition().flatMap(wanted -> wanted.unmetBy(outcome)));
        };
    }

    private Duration soaked(Instant now) {
        Duration before = Duration.ofMillis(soakedMillis);
        return clockFrom == null ? before : before.plus(Duration.between(clockFrom, now));
    }

    /** When the present step has soaked long enough; empty while the soak clock stands. */
    public Optional<Instant> dueAt() {
        Duration soak = current().soak();
        if (state() != PlanState.RUNNING || clockFrom == null) return Optional.empty();
        return Optional.of(clockFrom.plus(soak == null ? Duration.ZERO : soak).minusMillis(soakedMillis));
    }

    boolean atLastStep() {
        return step == terms().steps().size() - 1;
    }

    /** The step it is at, or will begin with. */
    public Step current() {
        return terms().steps().get(step);
    }

    /** From 0. */
    public int step() {
        return step;
    }

    public PlanTerms terms() {
        Optional<Condition> condition =
                Optional.ofNullable(maxFailureRate).map(rate -> new Condition(new Percent(rate), minDevices));
        return new PlanTerms(Arrays.stream(steps.split(" ")).map(Step::ofText).toList(), condition);
    }

    public long releaseId() {
        return releaseId;
    }

    public String appName() {
        return appName;
    }

    public PlanState state() {
        return PlanState.of(state);
    }

    /** Whether nothing more comes of it. */
    public boolean isOver() {
        return state().isOver();
    }

    /** When the present step began; empty before the first one. */
    public Optional<Instant> since() {
        return Optional.ofNullable(since);
    }

    /** Why it was ended; empty otherwise. */
    public String reason() {
        return reason;
    }
}
