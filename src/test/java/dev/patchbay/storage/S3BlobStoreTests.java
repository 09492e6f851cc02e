package dev.patchbay.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import dev.patchbay.FaultyWay;
import dev.patchbay.MovableClock;
import dev.patchbay.S3;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.util.unit.DataSize;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** On a real S3 API, with a way to it on which things go wrong. */
class S3BlobStoreTests extends BlobStoreContract {
    private static final Predicate<String> GET = line -> line.startsWith("GET /bytes") && line.contains(".zip");
    private static final Predicate<String> PUT = line -> line.startsWith("PUT ");
    private static final Predicate<String> HEAD = line -> line.startsWith("HEAD ") && line.contains(".zip");

    private final String bucket = S3.shared().newBucket();
    private final FaultyWay way = new FaultyWay(S3.shared().address());
    private final List<S3BlobStore> opened = new ArrayList<>();
    private final MovableClock clock = new MovableClock();

    @BeforeAll
    static void giveCredentials() {
        S3.giveCredentials();
    }

    @AfterEach
    void close() {
        opened.forEach(S3BlobStore::close);
        way.close();
    }

    @Override
    BlobStore open(PatchbayHome home) {
        return node();
    }

    /** Another store on the same bucket, as another node has it. */
    private S3BlobStore node() {
        return node(new StoreState());
    }

    private S3BlobStore node(StoreState state) {
        return node(state, Clock.systemUTC());
    }

    private S3BlobStore node(StoreState state, Clock clock) {
        return node(state, clock, settings(way.address(), bucket));
    }

    private S3BlobStore node(StoreState state, Clock clock, S3Settings settings) {
        Bucket objects = new Bucket(S3Configuration.client(settings), settings, state);
        objects.requireUsable();
        S3BlobStore node = new S3BlobStore(objects, clock, BlobTouches.none());
        opened.add(node);
        return node;
    }

    private static S3Settings settings(URI endpoint, String bucket) {
        return settings(endpoint, bucket, Duration.ofSeconds(30));
    }

    /**
     * @param patience for each answer
     */
    private static S3Settings settings(URI endpoint, String bucket, Duration patience) {
        return new S3Settings(
                endpoint,
                null,
                bucket,
                null,
                "a/b/",
                null,
                DataSize.ofMegabytes(5),
                patience,
                patience,
                patience.multipliedBy(2),
                patience.multipliedBy(2),
                Duration.ofMinutes(10));
    }

    /** Past the store. */
    private S3Client client() {
        return S3Client.builder()
                .endpointOverride(S3.shared().address())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(S3.KEY, S3.SECRET)))
                .build();
    }

    private static String name(BlobKey key) {
        return "a/b/" + key + ".zip";
    }

    private void overwrite(BlobKey key, byte[] bytes) {
        try (S3Client client = client()) {
            client.putObject(put -> put.bucket(bucket).key(name(key)), RequestBody.fromBytes(bytes));
        }
    }

    private void remove(BlobKey key) {
        try (S3Client client = client()) {
            client.deleteObject(delete -> delete.bucket(bucket).key(name(key)));
        }
    }

    private static byte[] large() {
        byte[] large = Arrays.copyOf(bytes(5), 11 << 20);
        System.arraycopy(bytes(6), 0, large, 10 << 20, 300_000);
        return large;
    }

    private List<String> requests(Predicate<String> kind) {
        return way.requests().stream().filter(kind).toList();
    }

    // what is kept

    @Test
    void sendsALargeBlobInParts() throws IOException {
        BlobKey key = put(large());
        assertThat(requests(line -> line.contains("partNumber"))).hasSize(3);
        assertThat(read(key)).isEqualTo(large());
        assertThat(node().isIntact(key)).isTrue();
        assertThat(node().reread(key, bytes -> {})).isTrue();
        way.forget();
        put(large());
        assertThat(requests(PUT)).as("what is there is not sent again").isEmpty();
    }

    @Test
    void leavesNothingOfPartsThatCannotBeSent() {
        for (int i = 0; i < 20; i++) {
            way.answer(
                    line -> line.contains("partNumber=2"),
                    "500 Internal Server Error",
                    "",
                    FaultyWay.error("InternalError"));
        }
        assertThatExceptionOfType(StoreAway.class).isThrownBy(() -> put(large()));
        assertThat(requests(line -> line.contains("partNumber=2"))).hasSize(4);
        try (S3Client client = client()) {
            assertThat(client.listMultipartUploads(list -> list.bucket(bucket)).uploads())
                    .isEmpty();
        }
        assertThat(store.find(new BlobKey(org.apache.commons.codec.digest.DigestUtils.sha256Hex(large()))))
                .isEmpty();
    }

    @Test
    void listsMoreThanAThousand() throws IOException {
        List<BlobKey> keys = new ArrayList<>();
        for (int i = 0; i < 1003; i++) {
            BlobKey key = new BlobKey(String.format("%064x", i));
            keys.add(key);
            S3.shared()
                    .objects()
                    .putBlob(
                            software.amazon.awssdk.services.s3.model.PutObjectRequest.builder()
                                    .bucket(bucket)
                                    .key(name(key))
                                    .contentLength(1L)
                                    .build(),
                            new ByteArrayInputStream(new byte[1]));
        }
        assertThat(store.keys()).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void readsSomeBytesWithoutAskingForTheOthers() throws IOException {
        BlobKey key = put(bytes(1));
        try (InputStream in = store.find(key).orElseThrow().open(1000, 50)) {
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes(1), 1000, 1050));
        }
        try (InputStream in = store.find(key).orElseThrow().open(299_990, 500)) {
            assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes(1), 299_990, 300_000));
        }
    }

    @Test
    void leavesNothingInTheTemporaryFolder() throws Exception {
        put(bytes(1));
        put(large());
        try (Stream<Path> files = Files.list(home.temp())) {
            assertThat(files).isEmpty();
        }
    }

    // checks

    @Test
    void answersChecksWithoutAskingTheStore() throws IOException {
        BlobKey key = put(bytes(1));
        way.forget();
        for (int i = 0; i < 1000; i++) assertThat(store.isIntact(key)).isTrue();
        assertThat(store.find(key)).isPresent();
        assertThat(way.requests()).isEmpty();
    }

    @Test
    void looksOnceAtWhatItDoesNotKnow() throws Exception {
        BlobKey key = put(bytes(1));
        BlobStore other = node();
        way.forget();
        assertThat(atOnce(8, () -> other.isIntact(key))).containsOnly(true);
        assertThat(other.isIntact(key)).isTrue();
        assertThat(requests(HEAD))
                .isNotEmpty()
                .hasSizeLessThan(4); // a further one by who asked just before the first was answered
    }

    /** A row names it, and none does before the bytes are there. */
    @Test
    void takesForIntactWhatItCannotLookAt() throws IOException {
        BlobKey key = put(bytes(1));
        S3BlobStore other = node();
        for (int i = 0; i < 20; i++) way.hang(HEAD);
        long start = System.nanoTime();
        for (int i = 0; i < 10; i++) assertThat(other.isIntact(key)).isTrue();
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
                .as("the first waits for a second, and the others for nothing")
                .isLessThan(8000);
        assertThat(other.damaged()).isEmpty();
    }

    // what happens behind its back

    @Test
    void seesThatAnObjectVanished() throws IOException {
        BlobKey key = put(bytes(1));
        remove(key);
        ((S3BlobStore) store).lookAround();
        assertThat(store.isIntact(key)).isFalse();
        assertThat(store.damaged()).containsExactly(key);
        assertThat(store.find(key)).isEmpty();
    }

    @Test
    void seesThatAnObjectWasChanged() throws IOException {
        BlobKey key = put(bytes(1));
        BlobKey other = put(bytes(2));
        overwrite(key, Arrays.copyOf(bytes(1), 299_999));
        ((S3BlobStore) store).lookAround();
        assertThat(store.damaged()).containsExactly(key);
        assertThat(store.isIntact(other)).isTrue();
        assertThat(node().isIntact(key)).isFalse();
    }

    @Test
    void aDownloadThatFindsNoObjectHasTheNextOneKnow() throws Exception {
        BlobKey key = put(bytes(1));
        remove(key);
        Blob blob = store.find(key).orElseThrow();
        assertThatIOException().isThrownBy(blob::open);
        await().until(() -> !store.isIntact(key));
    }

    @Test
    void seesThatAnotherNodeHealedABlob() throws IOException {
        BlobKey key = put(bytes(1));
        S3BlobStore other = node();
        remove(key);
        assertThat(other.isIntact(key)).isFalse();
        put(bytes(1));
        other.lookAgain();
        assertThat(other.isIntact(key)).isTrue();
        assertThat(other.damaged()).isEmpty();
    }

    /** What it found damaged is not there any more; what is there is right. */
    @Test
    void doesNotDeleteWhatAnotherNodeHealed() throws IOException {
        BlobKey key = put(bytes(1));
        S3BlobStore other = node();
        overwrite(key, new byte[7]);
        assertThat(other.isIntact(key)).isFalse();
        put(bytes(1));
        assertThat(other.deleteDamaged(key)).isFalse();
        assertThat(node().isIntact(key)).isTrue();
        assertThat(other.isIntact(key)).isTrue();
    }

    @Test
    void healsADamagedBlobWhenItIsStoredAgain() throws IOException {
        BlobKey key = put(bytes(1));
        byte[] changed = bytes(1);
        changed[150_000] ^= 1;
        overwrite(key, changed);
        assertThat(node().isIntact(key)).isFalse();
        put(bytes(1));
        assertThat(read(key)).isEqualTo(bytes(1));
        assertThat(node().reread(key, bytes -> {})).isTrue();
    }

    @Test
    void findsWrongBytesWhenItReadsThemAgain() throws IOException {
        BlobKey key = put(bytes(1));
        byte[] changed = bytes(1);
        changed[7] ^= 1;
        overwrite(key, changed);
        assertThat(store.reread(key, bytes -> {})).isFalse();
        assertThat(store.isIntact(key)).isFalse();
    }

    // two nodes

    /** It looks a moment before the other is done. */
    private boolean isNewToTheSlower(byte[] bytes) throws IOException {
        try (SpooledFile file = spool.spool(new ByteArrayInputStream(bytes))) {
            node().place(file);
        }
        way.answer(HEAD, "404 Not Found", "", "");
        way.forget();
        try (SpooledFile file = spool.spool(new ByteArrayInputStream(bytes))) {
            return store.place(file).isNew();
        }
    }

    @Test
    void theSlowerOfTwoNodesFindsTheObjectThere() throws IOException {
        assertThat(isNewToTheSlower(bytes(1))).isFalse();
        assertThat(requests(PUT)).hasSize(1);
        assertThat(read(store.keys().get(0))).isEqualTo(bytes(1));
    }

    @Test
    void theSlowerOfTwoNodesFindsALargeObjectThere() throws IOException {
        assertThat(isNewToTheSlower(large())).isFalse();
        assertThat(requests(PUT)).hasSize(3);
        assertThat(read(store.keys().get(0))).isEqualTo(large());
    }

    @Test
    void doesWithoutConditionsWhereTheStoreKnowsNone() throws IOException {
        way.answer(PUT, "501 Not Implemented", "", FaultyWay.error("NotImplemented"));
        BlobKey key = put(bytes(1));
        assertThat(read(key)).isEqualTo(bytes(1));
        assertThat(read(put(bytes(2)))).isEqualTo(bytes(2));
    }

    // deletions

    @Test
    void deletesWhatIsOldEnoughByTheStoresClock() throws IOException {
        BlobKey key = put(bytes(1));
        S3BlobStore other = node();
        assertThat(other.deleteUntouchedSince(key, Instant.now().minusSeconds(60)))
                .isZero();
        assertThat(other.deleteUntouchedSince(key, Instant.now().plusSeconds(60)))
                .isEqualTo(300_000);
        assertThat(node().find(key)).isEmpty();
    }

    @Test
    void deletesNothingThatThisNodeTouchedSince() throws IOException {
        BlobKey key = put(bytes(1));
        Instant before = Instant.now();
        assertThat(store.touch(key)).isTrue();
        assertThat(store.deleteUntouchedSince(key, before)).isZero();
        assertThat(store.deleteUntouchedSince(key, Instant.now().plusSeconds(60)))
                .isEqualTo(300_000);
        assertThat(store.touch(key)).as("another node's deletion is seen, too").isFalse();
    }

    @Test
    void takesBackWhatNobodyElseTouched() throws IOException {
        try (SpooledFile file = spool.spool(new ByteArrayInputStream(bytes(1)))) {
            BlobStore.Placed first = store.place(file);
            store.touch(file.key());
            assertThat(store.takeBack(first)).isFalse();
            assertThat(store.find(file.key())).isPresent();
        }
        try (SpooledFile file = spool.spool(new ByteArrayInputStream(bytes(2)))) {
            assertThat(store.takeBack(store.place(file))).isTrue();
            assertThat(node().find(file.key())).isEmpty();
        }
    }

    // what only S3 does

    @Test
    void waitsWhenItIsToldToSlowDown() throws IOException {
        way.answer(PUT, "503 Slow Down", "", FaultyWay.error("SlowDown"));
        BlobKey key = put(bytes(1));
        way.answer(GET, "503 Slow Down", "", FaultyWay.error("SlowDown"));
        assertThat(read(key)).isEqualTo(bytes(1));
    }

    @Test
    void goesOnWhereAnAnswerBrokeOff() throws IOException {
        BlobKey key = put(bytes(1));
        way.cut(GET, 100_000);
        way.cut(GET, 50_000);
        way.cut(GET, 0);
        assertThat(read(key)).isEqualTo(bytes(1));
        assertThat(requests(GET)).hasSize(4);
    }

    @Test
    void neverEndsEarly() throws IOException {
        BlobKey key = put(bytes(1));
        way.cut(GET, 100_000);
        for (int i = 0; i < 20; i++) way.cut(GET, 0);
        try (InputStream in = store.find(key).orElseThrow().open()) {
            assertThatIOException().isThrownBy(in::readAllBytes).withMessageContaining("broke off");
        }
    }

    /** Who reads for a job tries again later then, at no cost to the job. */
    @Test
    void saysThatTheStoreWentAwayInTheMiddle() throws IOException {
        StoreState state = new StoreState();
        BlobKey key = put(bytes(1));
        Blob blob = node(state).find(key).orElseThrow();
        way.cut(GET, 100_000);
        try (InputStream in = blob.open()) {
            assertThat(in.readNBytes(1000)).hasSize(1000);
            state.note(new IOException("a test"));
            assertThatExceptionOfType(StoreAway.class).isThrownBy(in::readAllBytes);
        }
    }

    /** What comes would be the end of another object. */
    @Test
    void doesNotGoOnWithAnotherObject() throws IOException {
        BlobKey key = put(bytes(1));
        way.cut(GET, 100_000);
        way.before(GET, () -> overwrite(key, bytes(2)));
        try (InputStream in = store.find(key).orElseThrow().open()) {
            assertThatIOException().isThrownBy(in::readAllBytes);
        }
    }

    @Test
    void setsItsClockByTheStores() throws IOException {
        String later = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusHours(2));
        way.answer(PUT, "403 Forbidden", "Date: " + later + "\r\n", FaultyWay.error("RequestTimeTooSkewed"));
        // signed for two hours later, which the server itself refuses with its own time
        BlobKey key = put(bytes(1));
        assertThat(requests(line -> PUT.test(line) && line.contains(".zip"))).hasSizeGreaterThanOrEqualTo(2);
        assertThat(read(key)).isEqualTo(bytes(1));
    }

    @Test
    void saysThatTheStoreIsAwayWhenItHangs() throws IOException {
        BlobKey key = put(bytes(1));
        store = node(new StoreState(), clock, settings(way.address(), bucket, Duration.ofSeconds(1)));
        Blob blob = store.find(key).orElseThrow();
        for (int i = 0; i < 20; i++) way.hang(line -> true);
        long start = System.nanoTime();
        assertThatExceptionOfType(StoreAway.class).isThrownBy(blob::open);
        assertThatExceptionOfType(StoreAway.class).isThrownBy(() -> put(bytes(2)));
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(25_000);
        assertThat(store.isIntact(key)).isTrue();
        way.heal();
        // whose patience is short on a busy machine
        await().ignoreException(StoreAway.class)
                .untilAsserted(() -> assertThat(read(put(bytes(2)))).isEqualTo(bytes(2)));
    }

    @Test
    void leadsNobodyToAStoreThatIsAway() throws IOException {
        StoreState state = new StoreState();
        BlobKey key = put(bytes(1));
        Blob blob = node(state).find(key).orElseThrow();
        assertThat(address(blob)).isPresent();
        state.note(new IOException("a test"));
        assertThatExceptionOfType(StoreAway.class).isThrownBy(() -> address(blob));
    }

    private static Optional<URI> address(Blob blob) throws IOException {
        Blob.HandedOut how = new Blob.HandedOut("application/zip", "", "attachment", "no-store");
        return blob.address(how, Duration.ofMinutes(5));
    }

    @Test
    void looksOnceInAWhileWhetherWhatItLeadsToIsThere() throws Exception {
        BlobKey key = put(bytes(1));
        S3BlobStore node = node(new StoreState(), clock);
        assertThat(node.isIntact(key)).isTrue();
        Blob blob = node.find(key).orElseThrow();
        way.forget();
        for (int i = 0; i < 100; i++) assertThat(address(blob)).isPresent();
        assertThat(requests(HEAD)).isEmpty();
        clock.advance(Duration.ofSeconds(31));
        assertThat(atOnce(8, () -> address(blob).isPresent())).containsOnly(true);
        assertThat(address(blob)).isPresent();
        assertThat(requests(HEAD))
                .isNotEmpty()
                .hasSizeLessThan(4); // a further one by who asked just before the first was answered
        remove(key);
        clock.advance(Duration.ofSeconds(31));
        assertThatExceptionOfType(FileNotFoundException.class).isThrownBy(() -> address(blob));
        assertThat(node.damaged()).containsExactly(key);
    }

    /** The next question of the watch finds out whether it is away. */
    @Test
    void leadsToWhatItCannotLookAtInTime() throws Exception {
        BlobKey key = put(bytes(1));
        S3BlobStore node = node(new StoreState(), clock);
        assertThat(node.isIntact(key)).isTrue();
        Blob blob = node.find(key).orElseThrow();
        clock.advance(Duration.ofSeconds(31));
        for (int i = 0; i < 20; i++) way.hang(HEAD);
        long start = System.nanoTime();
        for (int i = 0; i < 10; i++) assertThat(address(blob)).isPresent();
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
                .as("the first waits for a second, and the others for nothing")
                .isLessThan(8000);
    }

    // the start and the end

    @Test
    void theContextClosesWhatSigns() {
        S3Presigner presigner = mock(S3Presigner.class);
        S3Settings settings = settings(way.address(), bucket);
        try (S3Client client = client();
                GenericApplicationContext context = new GenericApplicationContext()) {
            context.registerBean(Bucket.class, () -> new Bucket(client, settings, new StoreState(), presigner));
            context.refresh();
            verify(presigner, never()).close();
        }
        verify(presigner).close();
    }

    /** It gets as far as its token, so all that taking a role needs is there. */
    @Test
    void canTakeTheRoleOfAServiceAccount() {
        System.setProperty("aws.region", "eu-central-1");
        try (WebIdentityTokenFileCredentialsProvider role = WebIdentityTokenFileCredentialsProvider.builder()
                .roleArn("arn:aws:iam::123456789012:role/patchbay")
                .webIdentityTokenFile(folder.resolve("token"))
                .build()) {
            assertThatException()
                    .isThrownBy(role::resolveCredentials)
                    .withRootCauseInstanceOf(NoSuchFileException.class);
        } finally {
            System.clearProperty("aws.region");
        }
    }

    @Test
    void anEmptyRegionIsNone() {
        MockEnvironment environment = new MockEnvironment()
                .withProperty("s3.bucket", bucket)
                .withProperty("s3.endpoint", way.address().toString())
                .withProperty("s3.region", "");
        S3Settings settings = Binder.get(environment).bindOrCreate("s3", S3Settings.class);
        assertThat(S3Configuration.region(settings)).isEqualTo(Region.US_EAST_1);
    }

    private void refuses(S3Settings settings, String sentence) {
        Bucket objects = new Bucket(S3Configuration.client(settings), settings, new StoreState());
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(objects::requireUsable)
                .withMessageContaining(sentence);
    }

    @Test
    void doesNotStartWithoutItsBucket() {
        refuses(settings(way.address(), "no-such-bucket"), "There is no bucket no-such-bucket at http://127.0.0.1");
    }

    @Test
    void doesNotStartWithAWrongSecret() {
        try {
            System.setProperty("aws.secretAccessKey", "another");
            refuses(settings(way.address(), bucket), "credentials do not suffice for the bucket " + bucket);
        } finally {
            S3.giveCredentials();
        }
    }

    @Test
    void doesNotStartWhenTheStoreCannotBeReached() {
        refuses(settings(URI.create("http://127.0.0.1:9"), bucket), "Cannot reach the bucket");
    }

    @Test
    void doesNotStartWhenItMayNotWrite() {
        way.answer(PUT, "403 Forbidden", "", FaultyWay.error("AccessDenied"));
        refuses(settings(way.address(), bucket), "it cannot be written");
    }

    /** It would remove all that its own database does not name. */
    @Test
    void doesNotStartInABucketOfAnotherInstallation() {
        S3Settings settings = settings(way.address(), bucket);
        Bucket objects = new Bucket(S3Configuration.client(settings), settings, new StoreState());
        assertThat(objects.requireUsable()).as("whose it is").isEmpty();
        objects.requireUsable("one");
        objects.requireUsable("one");
        assertThat(objects.requireUsable()).isEqualTo("one");
        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(() -> objects.requireUsable("other"))
                .withMessageContaining("an installation with another database")
                .withMessageContaining("a/b/patchbay.txt");
    }
}
