package dev.patchbay;

import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.management.Notification;
import javax.management.openmbean.CompositeData;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Keeps the heap near to what lives in it. When G1 has marked, it sizes the heap so that 40 to 70 percent of it are free, and
 * that of Java 17 counts as in use whatever was allocated since the last collection: under load the heap is soon as large as
 * it may be, stays so, and takes more marking than a smaller one. With another collector, with a heap that may be large, or when
 * the command line says something of these options, nothing is done.
 */
@Component
class IdleHeap {
    /**
     * In percent, of the heap at the end of a marking: below the first it grows, above the second it shrinks. It also grows
     * whenever collecting takes more than a little of the time, so the first may be small. Of a second below 40 G1 makes up
     * again at once, and marks all the time, since the young have too little room.
     */
    private static final String FREE_AT_LEAST = "MinHeapFreeRatio";

    private static final String FREE_AT_MOST = "MaxHeapFreeRatio";
    /** Bytes. Whoever gives a server more has it to spare, and what it costs to keep a heap small in it was not measured. */
    private static final long SMALL = 512L << 20;

    private static final int LITTLE_FREE = 10;
    private static final int MUCH_FREE = 40;

    /** For a marking that was asked for: what Java 17 counts as in use is the young as well, which is most of what is free. */
    private static final int MUCH_BESIDE_THE_YOUNG = 15;

    /**
     * Later ones count what lives, and begin to mark by themselves when 45 percent are in use: with less room than this they
     * would do so all the time. The collector that they tell of and Java 17 does not is how they are known.
     */
    private static final int MUCH_BESIDE_WHAT_LIVES = 60;

    private static final String LATER = "G1 Concurrent GC";

    private static final long NANOSECONDS_OF_A_MARKING = TimeUnit.SECONDS.toNanos(1);

    /**
     * Milliseconds without a collection after which G1 begins to mark. It looks once a second while this is 0, so a small
     * number means: now, beside all other work. It is 0 again as soon as the marking has begun.
     */
    private static final String MARK = "G1PeriodicGCInterval";

    private static final int NOW = 20;
    private static final String OLD = "G1 Old Gen";
    private static final String CAUSE = "G1 Periodic Collection";

    /** A marking takes some milliseconds for each megabyte that lives: between two, one look for each so many bytes of them. */
    private static final long BYTES_PER_LOOK = 160 << 20;

    /**
     * Times as many looks, at most, after markings that did not help, as with {@code -Xms}. That the first few do not is usual:
     * the collections that follow upon one may make the heap grow first.
     */
    private static final int MOST_PATIENCE = 16;

    private static final int USUAL = 3;

    private final Jvm jvm;
    private final boolean possible;
    private final boolean countsTheYoung;

    /** What had grown old at the first look after the last marking, or less; all else is taken for garbage until the next. */
    private long lives;

    private int looks = 1;
    private int inVain;
    private long heapBefore = Long.MAX_VALUE;

    /** When the marking that was asked for began; 0 when none is under way. Only its listener has to do with it. */
    private long began;

    IdleHeap(Jvm jvm) {
        this.jvm = jvm;
        this.countsTheYoung = !jvm.hasCollector(LATER);
        this.possible = jvm.used(OLD).isPresent()
                && jvm.mostHeap() <= SMALL
                && Stream.of(FREE_AT_LEAST, FREE_AT_MOST, MARK).allMatch(jvm::isFree)
                && jvm.watch("G1 Young Generation", (collection, handback) -> seen(collection));
        if (!possible) return;
        jvm.set(FREE_AT_LEAST, LITTLE_FREE);
        jvm.set(FREE_AT_MOST, usual());
    }

    private int usual() {
        return countsTheYoung ? MUCH_FREE : MUCH_BESIDE_WHAT_LIVES;
    }

    /** Whether this heap's size may be settled here. */
    boolean isPossible() {
        return possible;
    }

    @Scheduled(initialDelay = 20, fixedDelay = 20, timeUnit = TimeUnit.SECONDS)
    void giveBack() {
        if (!possible) return;
        jvm.used(OLD).ifPresent(this::look);
    }

    private void look(long used) {
        long heap = jvm.heap();
        if (looks++ == 0) {
            lives = used;
            inVain = heap < heapBefore ? 0 : inVain + 1;
        }
        lives = Math.min(used, lives);
        int patience = Math.min(Math.max(1, inVain - USUAL), MOST_PATIENCE);
        boolean large = heap / 100 * (countsTheYoung ? 50 : 35) > lives;
        if (!large || looks * BYTES_PER_LOOK < patience * used) return;
        looks = 0;
        heapBefore = heap;
        if (countsTheYoung) jvm.set(FREE_AT_MOST, MUCH_BESIDE_THE_YOUNG);
        jvm.set(MARK, NOW);
    }

    /** Of a marking only the collection that begins it is told; by the first one a second later it is over. */
    private void seen(Notification collection) {
        long now = System.nanoTime();
        if (collection.getUserData() instanceof CompositeData data && CAUSE.equals(data.get("gcCause"))) {
            jvm.set(MARK, 0);
            began = now;
        } else if (began != 0 && now - began > NANOSECONDS_OF_A_MARKING) {
            jvm.set(FREE_AT_MOST, usual());
            began = 0;
        }
    }
}
