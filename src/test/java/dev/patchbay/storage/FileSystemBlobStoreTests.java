package dev.patchbay.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FileSystemBlobStoreTests extends BlobStoreContract {

    @Override
    BlobStore open(PatchbayHome home) {
        return new FileSystemBlobStore(home, java.time.Clock.systemUTC(), BlobTouches.none());
    }

    @Test
    void shelvesABlobByTheFirstDigitsOfItsKey() throws IOException {
        BlobKey key = put(bytes(1));
        assertThat(file(key))
                .isEqualTo(home.blobs().resolve(key.sha256().substring(0, 2)).resolve(key.sha256()));
    }

    @Test
    void leavesNothingInTheTemporaryFolder() throws Exception {
        put(bytes(1));
        put(bytes(1));
        atOnce(8, () -> put(bytes(2)));
        assertThat(underWay()).isEmpty();
        try (Stream<Path> files = Files.walk(home.blobs())) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(2);
        }
    }

    @Test
    void leavesTheSpooledFileToItsOwnerWhenTheFileSystemRefuses() throws IOException {
        try (SpooledFile file = spool.spool(new ByteArrayInputStream(bytes(1)))) {
            Path shelf = home.blobs().resolve(file.key().sha256().substring(0, 2));
            Files.writeString(shelf, "a file where a folder should be");
            assertThatIOException().isThrownBy(() -> store.place(file));
            assertThat(file.path()).exists();
            assertThat(store.isIntact(file.key())).isFalse();
            Files.delete(shelf);
            store.place(file);
            assertThat(store.isIntact(file.key())).isTrue();
        }
        assertThat(underWay()).isEmpty();
    }

    @Test
    void seesThatABlobWasCutShort() throws IOException {
        BlobKey key = put(bytes(1));
        byte[] bytes = Files.readAllBytes(file(key));
        Files.write(file(key), Arrays.copyOf(bytes, bytes.length - 1));
        assertThat(store.isIntact(key)).isFalse();
        assertThat(store.isIntact(key)).isFalse();
    }

    @Test
    void seesThatABitOfABlobFlipped() throws IOException {
        BlobKey key = put(bytes(1));
        flipABit(key);
        assertThat(store.isIntact(key)).isFalse();
        assertThat(open(home).isIntact(key)).isFalse();
    }

    @Test
    void seesThatABlobWasRemoved() throws IOException {
        BlobKey key = put(bytes(1));
        Files.delete(file(key));
        assertThat(store.isIntact(key)).isFalse();
        assertThat(store.find(key)).isEmpty();
    }

    @Test
    void seesThatABlobWasPutRightBehindItsBack() throws IOException {
        BlobKey key = put(bytes(1));
        flipABit(key);
        assertThat(store.isIntact(key)).isFalse();
        flipABit(key);
        assertThat(store.isIntact(key)).isTrue();
    }

    @Test
    void healsADamagedBlobWhenItIsStoredAgain() throws IOException {
        BlobKey key = put(bytes(1));
        flipABit(key);
        put(bytes(1));
        assertThat(store.isIntact(key)).isTrue();
        assertThat(read(key)).isEqualTo(bytes(1));

        Files.write(file(key), new byte[0]);
        put(bytes(1));
        assertThat(read(key)).isEqualTo(bytes(1));
        assertThat(underWay()).isEmpty();
    }

    /** Even one that hides from a look at size and time, as rot on the disk does. */
    @Test
    void healsABlobWhoseDamageCannotBeSeenFromOutside() throws IOException {
        BlobKey key = put(bytes(1));
        FileTime modified = Files.getLastModifiedTime(file(key));
        flipABit(key);
        Files.setLastModifiedTime(file(key), modified);
        put(bytes(1));
        assertThat(read(key)).isEqualTo(bytes(1));
    }

    @Test
    void removesADamagedBlobUnlessItWasHealed() throws IOException {
        BlobKey key = put(bytes(1));
        flipABit(key);
        assertThat(store.reread(key, bytes -> {})).isFalse();
        assertThat(store.deleteDamaged(key)).isTrue();
        assertThat(store.find(key)).isEmpty();
        assertThat(store.damaged()).isEmpty();
    }

    @Test
    void readsOnWhileABlobIsReplacedOrRemoved() throws IOException {
        BlobKey key = put(bytes(1));
        try (InputStream in = store.find(key).orElseThrow().open()) {
            byte[] first = in.readNBytes(1000);
            store.deleteUntouchedSince(key, Instant.now().plusSeconds(7200));
            assertThat(first).isEqualTo(Arrays.copyOf(bytes(1), 1000));
            assertThat(in.readAllBytes()).hasSize(bytes(1).length - 1000);
        }
    }

    private Path file(BlobKey key) {
        return store.find(key).orElseThrow().file().orElseThrow();
    }

    @Test
    void seesWithinATenthOfASecondThatABlobWasRemovedWhichThousandsAskFor() throws Exception {
        BlobKey key = put(bytes(6));
        for (int i = 0; i < 10_000; i++) assertThat(store.isIntact(key)).isTrue();
        Files.delete(file(key));
        long begin = System.nanoTime();
        while (store.isIntact(key)) {
            assertThat(System.nanoTime() - begin).isLessThan(10_000_000_000L);
        }
        for (int i = 0; i < 100; i++) assertThat(store.isIntact(key)).isFalse();
        assertThat(store.damaged()).containsExactly(key);
    }

    @Test
    void listsItsBlobsWhileOthersGo() throws Exception {
        BlobKey kept = put(bytes(8));
        CompletableFuture<Void> others = CompletableFuture.runAsync(this::comeAndGo);
        while (!others.isDone()) assertThat(store.keys()).contains(kept);
        others.get();
    }

    private void comeAndGo() {
        try {
            Path shelf = Files.createDirectories(home.blobs().resolve("ab"));
            for (int times = 0; times < 100; times++) {
                for (int i = 0; i < 100; i++) Files.createFile(shelf.resolve("ab" + String.format("%062x", i)));
                for (int i = 0; i < 100; i++) Files.delete(shelf.resolve("ab" + String.format("%062x", i)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void believesNothingWhenABlobIsAboutToBeNamed() throws Exception {
        BlobKey key = put(bytes(7));
        for (int i = 0; i < 1000; i++) store.isIntact(key);
        Files.delete(file(key));
        assertThat(store.touch(key)).isFalse();
    }

    /** Sets a time of its own: two writes within one tick of the file system's clock would look alike. */
    private void flipABit(BlobKey key) throws IOException {
        Path file = file(key);
        FileTime modified = Files.getLastModifiedTime(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.fromMillis(modified.toMillis() + 1000));
    }

    private List<Path> underWay() throws IOException {
        try (Stream<Path> files = Files.list(home.temp())) {
            return files.toList();
        }
    }
}
