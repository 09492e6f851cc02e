package dev.patchbay.report;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The devices on which one release failed, with the time in ms since 1970; looking one up takes no lock. */
final class StrikeList {
    static final int MOST = 10_000;

    private final Map<Long, Long> struckAt = new ConcurrentHashMap<>();
    /** The same in the order of their coming. */
    private final LinkedHashMap<Long, Boolean> inOrder = new LinkedHashMap<>();

    private final Map<Long, Change> unwritten = new LinkedHashMap<>();

    /** What is to be written of a device. */
    record Change(long device, long at, boolean added) {}

    boolean contains(long device, long after) {
        Long at = struckAt.get(device);
        return at != null && at > after;
    }

    long count(long after) {
        return struckAt.values().stream().filter(at -> at > after).count();
    }

    synchronized void add(long device, long at, boolean mayPushOut) {
        if (struckAt.size() >= MOST && !struckAt.containsKey(device)) {
            if (!mayPushOut) return;
            pushOut();
        }
        restore(device, at);
        unwritten.put(device, new Change(device, at, true));
    }

    synchronized void restore(long device, long at) {
        if (struckAt.size() >= MOST && !struckAt.containsKey(device)) pushOut();
        inOrder.remove(device);
        inOrder.put(device, true);
        struckAt.put(device, at);
    }

    /** From another node; the later of two times holds. */
    synchronized void hear(long device, long at) {
        if (struckAt.getOrDefault(device, Long.MIN_VALUE) < at) restore(device, at);
    }

    private void pushOut() {
        Iterator<Long> devices = inOrder.keySet().iterator();
        long oldest = devices.next();
        devices.remove();
        struckAt.remove(oldest);
        unwritten.put(oldest, new Change(oldest, 0, false));
    }

    /** What is still to be written, until it is {@link #settle settled}. */
    synchronized List<Change> changes() {
        return new ArrayList<>(unwritten.values());
    }

    /** These are written; what changed since is not. */
    synchronized void settle(List<Change> written) {
        for (Change change : written) unwritten.remove(change.device(), change);
    }
}
