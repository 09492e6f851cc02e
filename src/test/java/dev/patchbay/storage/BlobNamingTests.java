package dev.patchbay.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.SettableClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories of uploads that store, wait and then name or fail, of rows that go, and of sweeps, step by step in any
 * order: a blob that has a name is always there, and one that has none goes.
 */
class BlobNamingTests {
    private static final Duration PATIENCE = Duration.ofMinutes(60);
    private static final int CONTENTS = 6;
    private static final int STEPS = 400;

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock("2030-01-01T00:00:00Z");
    /** How many rows name each blob. */
    private final Map<BlobKey, Integer> rows = new HashMap<>();

    private final List<Act> acts = new ArrayList<>();
    private Spool spool;
    private BlobStore store;
    private Random random;

    /** Something with several steps; others' steps may come between. */
    private interface Act {
        /** Returns whether there is more to do. */
        boolean step() throws IOException;

        /** By when its last step must be done. */
        Instant deadline();
    }

    private final class Naming implements Act {
        private final BlobKey key;
        private final Instant deadline = clock.instant().plus(PATIENCE).minusMillis(1);
        private int waits = random.nextInt(4);

        Naming(int content) throws IOException {
            byte[] bytes = ("content " + content).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            try (SpooledFile file = spool.spool(new ByteArrayInputStream(bytes))) {
                key = file.key();
                boolean here = rows.containsKey(key) && random.nextBoolean() && store.touch(key);
                if (!here) store.place(file);
            }
        }

        @Override
        public boolean step() {
            if (waits-- > 0) return true;
            boolean fails = random.nextInt(4) == 0;
            if (!fails) rows.merge(key, 1, Integer::sum);
            return false;
        }

        @Override
        public Instant deadline() {
            return deadline;
        }
    }

    private final class Sweep implements Act {
        private final Instant time = clock.instant().minus(PATIENCE);
        private final Set<BlobKey> named = new HashSet<>(rows.keySet());
        private final Iterator<BlobKey> left = store.keys().iterator();

        Sweep() throws IOException {}

        @Override
        public boolean step() throws IOException {
            if (!left.hasNext()) return false;
            BlobKey key = left.next();
            if (!named.contains(key)) store.deleteUntouchedSince(key, time);
            return true;
        }

        @Override
        public Instant deadline() {
            return Instant.MAX;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void noNamedBlobIsEverGoneAndNoOtherStays(long seed) throws IOException {
        random = new Random(seed);
        PatchbayHome home = new PatchbayHome(folder);
        spool = new Spool(home);
        store = new FileSystemBlobStore(home, clock, BlobTouches.none());

        for (int i = 0; i < STEPS; i++) {
            int what = random.nextInt(10);
            if (what < 2) acts.add(new Naming(random.nextInt(CONTENTS)));
            else if (what == 2) acts.add(new Sweep());
            else if (what == 3) aRowGoes();
            else if (what == 4) timeGoesOn(Duration.ofMinutes(1 + random.nextInt(45)));
            else if (!acts.isEmpty()) advance(acts.get(random.nextInt(acts.size())));
            everyNamedBlobIsThere("seed " + seed + ", step " + i);
        }
        while (!acts.isEmpty()) advance(acts.get(0));
        clock.advance(PATIENCE.plusMillis(1));
        Sweep last = new Sweep();
        while (last.step()) everyNamedBlobIsThere("at the end");

        assertThat(store.keys()).containsExactlyInAnyOrderElementsOf(rows.keySet());
    }

    private void advance(Act act) throws IOException {
        if (!act.step()) acts.remove(act);
    }

    private void timeGoesOn(Duration time) throws IOException {
        Instant then = clock.instant().plus(time);
        for (Act act : List.copyOf(acts)) {
            while (act.deadline().isBefore(then) && acts.contains(act)) advance(act);
        }
        clock.set(then);
    }

    private void aRowGoes() {
        List<BlobKey> named = rows.keySet().stream()
                .sorted((one, other) -> one.sha256().compareTo(other.sha256()))
                .toList();
        if (named.isEmpty()) return;
        rows.computeIfPresent(named.get(random.nextInt(named.size())), (key, count) -> count == 1 ? null : count - 1);
    }

    private void everyNamedBlobIsThere(String when) {
        for (BlobKey key : rows.keySet())
            assertThat(store.isIntact(key)).as(when).isTrue();
    }
}
