package dev.patchbay.web;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The first step of an orderly stop: readiness says no already, and requests are still taken. Then the connectors close and
 * what is under way is finished, for as long as {@code spring.lifecycle.timeout-per-shutdown-phase} allows.
 */
@Component
class ShutdownNotice implements SmartLifecycle {
    private final ShutdownSettings settings;
    private volatile boolean running;

    ShutdownNotice(ShutdownSettings settings) {
        this.settings = settings;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        try {
            Thread.sleep(settings.notice().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server, which is one of the last to start and the first to stop. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
