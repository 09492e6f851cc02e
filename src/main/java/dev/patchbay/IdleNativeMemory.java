package dev.patchbay;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Gives back what the compilers and the coders of packages have freed: glibc keeps it, in an arena for each thread or two,
 * for the next time. Other C libraries have no such command.
 */
@Component
class IdleNativeMemory {
    private static final Logger LOG = LoggerFactory.getLogger(IdleNativeMemory.class);
    private static final String TRIM = "systemTrimNativeHeap";

    private final Jvm jvm;
    private final boolean possible;

    IdleNativeMemory(Jvm jvm) {
        this.jvm = jvm;
        this.possible = jvm.knows(TRIM);
    }

    /** Takes some milliseconds, in which other threads go on. */
    @Scheduled(initialDelay = 20, fixedDelay = 20, timeUnit = TimeUnit.SECONDS)
    void giveBack() {
        if (possible) jvm.run(TRIM).ifPresent(LOG::debug);
    }
}
