package dev.patchbay.access;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's HTTP with a limit of connections for each address and a watch over those that are too slow. Tomcat itself
 * starts its patience anew with every byte. Public because Tomcat makes it by name.
 */
public final class GuardedHttp extends Http11NioProtocol {
    /** When so many threads wait for clients, they are too few to be patient with each. */
    private static final int MANY = 100;

    private final Set<WatchedProcessor> processors =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private final GuardedEndpoint endpoint;
    private @Nullable Watch watch;
    private @Nullable ScheduledFuture<?> watching;

    public GuardedHttp() {
        this(new GuardedEndpoint());
    }

    private GuardedHttp(GuardedEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    void guard(LimitSettings settings, MeterRegistry metrics) {
        endpoint.count(
                new ConnectionCount(settings, endpoint::openAddresses), refusals("too-many-connections", metrics));
        watch = new Watch(settings.patience(), settings.slowest(), refusals("too-slow", metrics));
    }

    /** These two are never answered; what is, the package {@code web} counts under the same name. */
    private static Counter refusals(String reason, MeterRegistry metrics) {
        return metrics.counter("patchbay.refusals", "reason", reason);
    }

    @Override
    protected Processor createProcessor() {
        WatchedProcessor processor = new WatchedProcessor(this, getAdapter());
        processors.add(processor);
        return processor;
    }

    @Override
    public void start() throws Exception {
        super.start();
        if (watch != null) watching = getUtilityExecutor().scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public void stop() throws Exception {
        if (watching != null) watching.cancel(false);
        super.stop();
    }

    private void look() {
        Watch now = watch;
        if (now == null) return;
        List<WatchedProcessor> all = processors();
        long held = all.stream().filter(one -> one.waiting().holdsThread()).count();
        Watch watch = held > MANY ? now.hurried() : now;
        all.forEach(watch::look);
    }

    /** Whether the operating system is sending a file for any request that has otherwise ended. */
    boolean sendsFiles() {
        return processors().stream().anyMatch(WatchedProcessor::sendsFile);
    }

    private List<WatchedProcessor> processors() {
        synchronized (processors) {
            return List.copyOf(processors);
        }
    }
}
