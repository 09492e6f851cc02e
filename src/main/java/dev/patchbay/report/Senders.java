package dev.patchbay.report;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.patchbay.release.Network;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * Keeps one sender from passing for many devices. A device id is whatever a device says, so that one sender can ask for
 * offers under a thousand made-up names and report them all as failed; what it cannot make up is its address. Of one
 * address (IPv6: of its first 64 bits) only {@code patchbay.report.devices-per-address} devices count for one release
 * within 24 hours, and of the network around it (the first 24 bits of IPv4, 48 of IPv6, which one customer may have whole)
 * eight times as many, whether they report success or failure. The true devices behind a carrier's shared address are a
 * sample that way, with the same share of failures.
 *
 * <p>Requests from this machine itself are not limited: behind a proxy that was not declared in
 * {@code patchbay.trusted-proxies} all devices have that address. The limit holds per server, in memory of a bounded size,
 * and a restart forgets it; who commands many networks is beyond it.
 */
@Component
class Senders {
    static final int MOST_NETWORKS = 100_000;

    private static final Duration WINDOW = Duration.ofHours(24);
    private static final int WIDER = 8;

    private final Pseudonyms pseudonyms;
    private final int limit;
    private final RecentSet admitted = new RecentSet(17);
    private final Cache<Long, AtomicInteger> taken;

    Senders(Pseudonyms pseudonyms, ReportSettings settings, Clock clock) {
        this.pseudonyms = pseudonyms;
        this.limit = settings.devicesPerAddress();
        this.taken = Caffeine.newBuilder()
                .maximumSize(MOST_NETWORKS)
                .expireAfterWrite(WINDOW)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** Whether the device counts where a decision about the release hangs on the number of devices. */
    boolean admits(long release, long device, Network network) {
        long pair = Pseudonyms.both(release, device);
        if (network.ownMachine() || admitted.contains(pair)) return true;
        boolean room = take(release, network.text(), limit) && take(release, network.wider() + "/", limit * WIDER);
        if (room) admitted.add(pair);
        return room;
    }

    private boolean take(long release, String network, int most) {
        Long key = Pseudonyms.both(release, pseudonyms.of(network));
        return taken.get(key, none -> new AtomicInteger()).incrementAndGet() <= most;
    }

    long networks() {
        return taken.estimatedSize();
    }
}
