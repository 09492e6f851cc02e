package dev.patchbay.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers may rely on, wherever the bytes lie. */
abstract class BlobStoreContract {
    private static final int SIZE = 300_000;

    @TempDir
    Path folder;

    PatchbayHome home;
    Spool spool;
    BlobStore store;

    /** A store that has nothing yet. */
    abstract BlobStore open(PatchbayHome home) throws IOException;

    @BeforeEach
    void open() throws IOException {
        home = new PatchbayHome(folder.resolve("home"));
        spool = new Spool(home);
        store = open(home);
    }

    @Test
    void givesBackTheBytesItWasGiven() throws IOException {
        byte[] bytes = bytes(1);
        BlobKey key = put(bytes);
        assertThat(read(key)).isEqualTo(bytes);
        assertThat(store.find(key)).hasValueSatisfying(blob -> {
            assertThat(blob.key()).isEqualTo(key);
            assertThat(blob.size()).isEqualTo(SIZE);
        });
        assertThat(store.isIntact(key)).isTrue();
    }

    @Test
    void storesAnEmptyBlob() throws IOException {
        BlobKey key = put(new byte[0]);
        assertThat(read(key)).isEmpty();
        assertThat(store.isIntact(key)).isTrue();
    }

    @Test
    void storesTheSameBytesTwiceUnderOneKey() throws IOException {
        assertThat(put(bytes(1))).isEqualTo(put(bytes(1)));
        assertThat(read(put(bytes(1)))).isEqualTo(bytes(1));
    }

    @Test
    void keepsWhatItHasWhenOpenedAgain() throws IOException {
        BlobKey key = put(bytes(1));
        BlobStore again = open(home);
        assertThat(again.isIntact(key)).isTrue();
        assertThat(again.find(key)).isPresent();
    }

    @Test
    void findsNothingUnderAKeyThatWasNeverStored() {
        BlobKey key = new BlobKey("00".repeat(32));
        assertThat(store.find(key)).isEmpty();
        assertThat(store.isIntact(key)).isFalse();
    }

    @Test
    void forgetsWhatWasDeleted() throws IOException {
        BlobKey key = put(bytes(1));
        Instant later = Instant.now().plusSeconds(7200);
        assertThat(store.deleteUntouchedSince(key, later)).isEqualTo(SIZE);
        assertThat(store.find(key)).isEmpty();
        assertThat(store.isIntact(key)).isFalse();
        assertThat(store.deleteUntouchedSince(key, later)).isZero();
        assertThat(put(bytes(1))).isEqualTo(key);
        assertThat(store.isIntact(key)).isTrue();
    }

    /** Whoever found it damaged may ask after somebody else has stored the same bytes. */
    @Test
    void removesNothingAsDamagedThatIsRight() throws IOException {
        BlobKey key = put(bytes(1));
        assertThat(store.deleteDamaged(key)).isFalse();
        assertThat(read(key)).isEqualTo(bytes(1));
    }

    /** A backup has the names already and comes for the bytes. */
    @Test
    void removesNothingWhileThereIsAHold() throws IOException {
        BlobKey key = put(bytes(1));
        Instant later = Instant.now().plusSeconds(7200);
        try (SpooledFile file = spool.spool(new ByteArrayInputStream(bytes(2)));
                BlobStore.Hold hold = store.hold()) {
            BlobStore.Placed placed = store.place(file);
            store.takeBack(placed);
            assertThat(store.find(placed.key())).isPresent();
            assertThat(store.deleteUntouchedSince(key, later)).isZero();
            assertThat(store.find(key)).isPresent();
        }
        assertThat(store.deleteUntouchedSince(key, later)).isPositive();
        assertThat(store.find(key)).isEmpty();
    }

    @Test
    void storesTheSameBytesFromManyThreadsAtOnce() throws Exception {
        List<BlobKey> keys = atOnce(8, () -> put(bytes(2)));
        assertThat(keys).hasSize(8).containsOnly(keys.get(0));
        assertThat(read(keys.get(0))).isEqualTo(bytes(2));
        assertThat(store.isIntact(keys.get(0))).isTrue();
    }

    @Test
    void isReadByManyThreadsAtOnce() throws Exception {
        BlobKey key = put(bytes(3));
        assertThat(atOnce(8, () -> read(key))).allMatch(bytes -> Arrays.equals(bytes, bytes(3)));
    }

    @Test
    void tellsManyThreadsAtOnceThatABlobIsIntact() throws Exception {
        BlobKey key = put(bytes(3));
        BlobStore again = open(home);
        assertThat(atOnce(8, () -> again.isIntact(key))).containsOnly(true);
    }

    /** A path never reaches a store: what is no digest is no key. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "..",
                "../../../../../../../../../../../../../../../../../../../etc/passwd",
                "/etc/passwd",
                "00/../00000000000000000000000000000000000000000000000000000000000",
                "000000000000000000000000000000000000000000000000000000000000000",
                "00000000000000000000000000000000000000000000000000000000000000000",
                "000000000000000000000000000000000000000000000000000000000000000G",
                "ABCDEF0000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000000\n",
                "000000000000000000000000000000000000000000000000000000000000000\u0000",
                "٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠"
            })
    void cannotBeAskedForAPath(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new BlobKey(text));
    }

    BlobKey put(byte[] bytes) throws IOException {
        try (SpooledFile file = spool.spool(new ByteArrayInputStream(bytes))) {
            return store.place(file).key();
        }
    }

    byte[] read(BlobKey key) throws IOException {
        try (InputStream in = store.find(key).orElseThrow().open()) {
            return in.readAllBytes();
        }
    }

    static byte[] bytes(int seed) {
        byte[] bytes = new byte[SIZE];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Something to be done by several threads at the same moment. */
    @FunctionalInterface
    interface Act<T> {
        T now() throws Exception;
    }

    static <T> List<T> atOnce(int threads, Act<T> act) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> {
                    start.await();
                    return act.now();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) results.add(one.get());
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
