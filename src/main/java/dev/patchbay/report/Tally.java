package dev.patchbay.report;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What happened to one release since this server began to count it. Counting never waits and never takes anything back; what
 * is due to be written is the difference to what was written before.
 */
final class Tally {
    private final LongAdder[] sums = new LongAdder[Measure.values().length];
    private final long[] written = new long[sums.length];
    private final Map<Kind, Sketch> devices = new EnumMap<>(Kind.class);
    private final FailureCounts failures = new FailureCounts();
    private int idleFlushes;

    /** Whose number is kept. */
    enum Kind {
        /** That were offered the release. */
        OFFERED,
        /** That reported it as installed, proven by an offer. */
        INSTALLED,
        /** That reported it as failed, proven by an offer. */
        FAILED;

        String column() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What is to be written. */
    record Due(long[] sums, Map<Kind, byte[]> devices, List<FailureCounts.Due> failures) {
        boolean isEmpty() {
            return devices.isEmpty()
                    && failures.isEmpty()
                    && Arrays.stream(sums).allMatch(sum -> sum == 0);
        }
    }

    Tally() {
        Arrays.setAll(sums, i -> new LongAdder());
        for (Kind kind : Kind.values()) devices.put(kind, Sketch.empty());
    }

    void count(Measure measure) {
        sums[measure.ordinal()].increment();
    }

    void count(Measure measure, long howMuch) {
        sums[measure.ordinal()].add(howMuch);
    }

    void count(Kind kind, long device) {
        sketch(kind).add(device);
    }

    /** Under a lock: decisions hang on these numbers, so that no device may be lost to another one's. */
    synchronized void conclude(boolean failed, long device) {
        sketch(failed ? Kind.FAILED : Kind.INSTALLED).add(device);
    }

    void count(Fingerprint fingerprint, boolean mayOpen) {
        failures.add(fingerprint, mayOpen);
    }

    /** How many proven ends there were. */
    long concluded() {
        return sums[Measure.INSTALLED_FULL.ordinal()].sum()
                + sums[Measure.INSTALLED_DELTA.ordinal()].sum()
                + sums[Measure.FAILED_FULL.ordinal()].sum()
                + sums[Measure.FAILED_DELTA.ordinal()].sum();
    }

    private Sketch sketch(Kind kind) {
        Sketch sketch = devices.get(kind);
        if (sketch == null) throw new IllegalStateException("no sketch for " + kind);
        return sketch;
    }

    Due due() {
        long[] more = new long[sums.length];
        Arrays.setAll(more, i -> sums[i].sum() - written[i]);
        Map<Kind, byte[]> changed = new EnumMap<>(Kind.class);
        devices.forEach((kind, sketch) -> {
            byte[] state = sketch.state();
            if (sketch.differs(state)) changed.put(kind, state);
        });
        return new Due(more, changed, failures.due());
    }

    /** What was due is written. */
    void settle(Due due) {
        Arrays.setAll(written, i -> written[i] + due.sums()[i]);
        due.devices().forEach((kind, state) -> sketch(kind).settle(state));
        failures.settle(due.failures());
        if (!due.isEmpty()) idleFlushes = 0;
    }

    /** One of the regular flushes went by; those that readers ask for tell nothing of time. Returns for how many nothing was due. */
    int idleFlush() {
        return ++idleFlushes;
    }
}
