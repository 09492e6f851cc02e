package dev.patchbay.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FirstLooksTests {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final BlobKey KEY = new BlobKey("ab".repeat(32));

    @Test
    void looksAgainAfterAnError() {
        AtomicInteger times = new AtomicInteger();
        FirstLooks looks = new FirstLooks(key -> {
            if (times.incrementAndGet() == 1) throw new OutOfMemoryError("the first time");
        });
        try {
            assertThat(looks.soon(KEY))
                    .failsWithin(PATIENCE)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(OutOfMemoryError.class);
            assertThat(looks.soon(KEY)).succeedsWithin(PATIENCE);
            assertThat(times).hasValue(2);
        } finally {
            looks.close();
        }
    }
}
