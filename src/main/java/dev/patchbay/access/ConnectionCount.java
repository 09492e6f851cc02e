package dev.patchbay.access;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * How many connections each address (IPv6: each /64) has open. Only the one thread that accepts connections asks. It
 * counts what is opened; what was closed it sees when it counts all again, which it does before it refuses any.
 */
final class ConnectionCount {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int REMEMBERED = 20_000;

    private final LimitSettings settings;
    private final Supplier<List<String>> open;
    private final Map<String, Integer> counts = new HashMap<>();
    private long counted = System.nanoTime() - PAUSE;

    /**
     * @param open gives the address of every connection that is open, as often as it has one
     */
    ConnectionCount(LimitSettings settings, Supplier<List<String>> open) {
        this.settings = settings;
        this.open = open;
    }

    /** Whether one more connection from that address is let in; it is counted then. */
    boolean admits(String address) {
        if (settings.isExempt(address)) return true;
        String source = Addresses.source(address);
        int limit = settings.connectionsPerAddress();
        boolean full = counts.getOrDefault(source, 0) >= limit;
        if ((full && System.nanoTime() - counted >= PAUSE) || counts.size() >= REMEMBERED) countAgain();
        if (counts.getOrDefault(source, 0) >= limit) return false;
        counts.merge(source, 1, Integer::sum);
        return true;
    }

    private void countAgain() {
        counts.clear();
        for (String address : open.get()) counts.merge(Addresses.source(address), 1, Integer::sum);
        counted = System.nanoTime();
    }
}
