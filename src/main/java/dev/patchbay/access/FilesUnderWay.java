package dev.patchbay.access;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.web.server.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Lets files arrive that the operating system is sending when the server stops: to the container, which waits for requests
 * under way, theirs have ended already.
 */
@Component
class FilesUnderWay implements SmartLifecycle {
    private static final long PAUSE = 50;

    private final List<GuardedHttp> connectors = new CopyOnWriteArrayList<>();
    private volatile boolean running;

    void add(GuardedHttp connector) {
        connectors.add(connector);
    }

    @Override
    public void start() {
        running = true;
    }

    /** {@link #stop(Runnable)} is what the context calls. */
    @Override
    public void stop() {
        running = false;
    }

    /** As with requests, the context waits for {@code spring.lifecycle.timeout-per-shutdown-phase} and no longer. */
    @Override
    public void stop(Runnable callback) {
        Thread waiting = new Thread(() -> {
            await();
            stop();
            callback.run();
        });
        waiting.setDaemon(true);
        waiting.setName("files-under-way");
        waiting.start();
    }

    private void await() {
        try {
            while (connectors.stream().anyMatch(GuardedHttp::sendsFiles)) Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the last request has ended, which may have been one for a file, and before connections are closed. */
    @Override
    public int getPhase() {
        return WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE - 1;
    }
}
