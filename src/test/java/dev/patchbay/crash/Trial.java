package dev.patchbay.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A server, its writers, and what becomes of both when it is killed again and again. */
final class Trial implements AutoCloseable {
    static final String ADMIN = "the-key-of-this-journeys-admin";
    private static final Duration COMES_TO_A_STEP = Duration.ofSeconds(60);

    private final Path scratch;
    private final Child child;
    private final Census census;
    private final Random random;
    private final List<Writer> writers = new ArrayList<>();
    private int kills;

    /**
     * @param seed decides on all that happens by chance here; on nothing that happens by chance in a process
     */
    Trial(Path folder, long seed, String... settings) throws Exception {
        this(folder, folder.resolve("home"), seed, settings);
    }

    Trial(Path folder, Path home, long seed, String... settings) throws Exception {
        scratch = Files.createTempDirectory(folder, "scratch-");
        child = new Child(scratch, home, ADMIN, settings);
        census = new Census(home);
        random = new Random(seed);
        child.start();
    }

    Child child() {
        return child;
    }

    /** For files that are no business of the server. */
    Path scratch() {
        return scratch;
    }

    Census census() {
        return census;
    }

    int kills() {
        return kills;
    }

    int acknowledged() {
        return writers.stream()
                .mapToInt(writer -> writer.ledger().acknowledged())
                .sum();
    }

    int releases() {
        return writers.stream()
                .mapToInt(writer -> writer.ledger().promised().size())
                .sum();
    }

    /** Somebody new, with an app of its own. */
    Writer writer(boolean eros) {
        Writer writer = new Writer(child, new Ledger("app-" + (writers.size() + 1)), random.nextLong(), eros);
        writers.add(writer);
        return writer;
    }

    /** Has the server die at a step of what is done, starts it again and compares. */
    void dieAt(Step step, Runnable act) throws Exception {
        child.dieAt(step, step.passage());
        act.run();
        assertThat(child.isKilledWithin(COMES_TO_A_STEP))
                .as("the server comes to " + step)
                .isTrue();
        hasDied();
    }

    /** Has all writers work, kills the server in the midst of it, starts it again and compares. */
    void dieUnderLoad(Duration least, Duration most) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(writers.size());
        try {
            List<Future<?>> working = new ArrayList<>();
            for (Writer writer : writers) working.add(threads.submit(() -> workOn(writer)));
            // it may have been told to die earlier
            child.isKilledWithin(
                    least.plusMillis(random.nextLong(most.minus(least).toMillis() + 1)));
            child.kill();
            for (Future<?> one : working) one.get(60, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }
        hasDied();
    }

    void die() throws Exception {
        child.kill();
        hasDied();
    }

    /** Until the server is gone. */
    private static void workOn(Writer writer) {
        int status;
        do {
            status = writer.actSomehow();
            assertThat(status).as("a server that is well").isLessThan(500);
        } while (status != 0);
    }

    /** After a death: starts the server and compares what it has with what it had promised. */
    void hasDied() throws Exception {
        assertThat(child.isKilledWithin(COMES_TO_A_STEP)).isTrue();
        kills++;
        Set<String> left = census.temporary();
        proveNothingLost();
        child.start();
        assertThat(census.temporary()).as("temporary files of before").noneMatch(left::contains);
        proveNoOrphans();
        prove(false);
    }

    /** A server whose database had to close itself is back soon. */
    void awaitWell() {
        await().untilAsserted(() ->
                assertThat(writers.get(0).isHeard()).as(child.log()).isTrue());
    }

    /** Soon: a job that has stored its bytes names them a moment later. */
    void proveNoOrphans() {
        await().ignoreExceptionsMatching(Trial::isTornCopy)
                .untilAsserted(() -> assertThat(census.unnamed(scratch))
                        .as("named by no row")
                        .isEmpty());
    }

    void prove(boolean all) throws Exception {
        for (Writer writer : writers) new Proof(child, writer).prove(all);
        new Proof(child, writers.get(0)).proveAudit();
    }

    void awaitDeltas() {
        for (Writer writer : writers) new Proof(child, writer).awaitDeltas();
    }

    void proveDeltas() throws Exception {
        for (Writer writer : writers) new Proof(child, writer).proveDeltas();
    }

    /** Once nothing is under way: no temporary file, and each package and delta in its place. */
    void proveNothingLeft() throws Exception {
        proveDeltas();
        await().untilAsserted(() ->
                assertThat(census.temporary()).as("temporary files").isEmpty());
        proveNothingLost();
    }

    /** Of a server at work the copy may be unreadable, and is made anew then; what it says counts the first time. */
    private void proveNothingLost() {
        Map<String, String> lost =
                await().ignoreExceptionsMatching(Trial::isTornCopy).until(() -> census.lost(scratch), read -> true);
        assertThat(lost).as("named and not there").isEmpty();
    }

    private static boolean isTornCopy(Throwable e) {
        return e instanceof SQLException || e instanceof NoSuchFileException;
    }

    @Override
    public void close() {
        child.close();
    }
}
