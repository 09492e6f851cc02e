package dev.patchbay.report;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Why a release failed, in at most {@value #MOST} groups and one for all others. */
final class FailureCounts {
    static final int MOST = 50;

    private final ConcurrentHashMap<Fingerprint, Group> groups = new ConcurrentHashMap<>();

    private static final class Group {
        private final LongAdder reports = new LongAdder();
        private long written;
    }

    /** So many more reports of a group. */
    record Due(Fingerprint fingerprint, long reports) {}

    /**
     * @param mayOpen whether the report may begin a group; else it joins the others where its group is not there yet
     */
    void add(Fingerprint fingerprint, boolean mayOpen) {
        Group known = groups.get(fingerprint);
        if (known == null) {
            boolean open = mayOpen && groups.size() < MOST;
            known = groups.computeIfAbsent(open ? fingerprint : Fingerprint.OTHER, unknown -> new Group());
        }
        known.reports.increment();
    }

    List<Due> due() {
        List<Due> due = new ArrayList<>();
        groups.forEach((fingerprint, group) -> {
            long more = group.reports.sum() - group.written;
            if (more > 0) due.add(new Due(fingerprint, more));
        });
        return due;
    }

    void settle(List<Due> due) {
        for (Due one : due) {
            Group group = groups.get(one.fingerprint());
            if (group != null) group.written += one.reports();
        }
    }
}
