package dev.patchbay.storage;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether a store elsewhere is there, as far as was last heard; where bytes lie in files, always. Who asks waits for nobody. */
@Component
final class StoreState {
    private volatile @Nullable Throwable trouble;
    private volatile boolean doubted;

    /**
     * @throws StoreAway while the store counts as away
     */
    void require() {
        Throwable now = trouble;
        if (now != null) throw new StoreAway(now);
    }

    Optional<Throwable> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Somebody was not answered. */
    void doubt() {
        doubted = true;
    }

    boolean isDoubted() {
        return doubted;
    }

    /**
     * @param now null when it is there
     * @return whether that is another answer than before
     */
    boolean note(@Nullable Throwable now) {
        boolean changed = (trouble == null) != (now == null);
        trouble = now;
        doubted = false;
        return changed;
    }
}
