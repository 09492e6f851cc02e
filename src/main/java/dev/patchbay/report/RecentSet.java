package dev.patchbay.report;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Numbers seen of late, in memory of a fixed size: each has one place, and a later one with the same place drives it out. It
 * never says of a new number that it was there (but for a chance of 2⁻⁶⁴), and may forget an old one. With {@code n} other
 * numbers come since, one is still known with a probability of about {@code exp(-n / places)}. No lock.
 */
final class RecentSet {
    private final AtomicLongArray places;

    /**
     * @param bits the number of places as a power of two; each takes 8 bytes
     */
    RecentSet(int bits) {
        this.places = new AtomicLongArray(1 << bits);
    }

    /** Whether it was not there yet. */
    boolean add(long number) {
        long marked = marked(number);
        return places.getAndSet(placeOf(marked), marked) != marked;
    }

    boolean contains(long number) {
        long marked = marked(number);
        return places.get(placeOf(marked)) == marked;
    }

    /** Zero stands for an empty place. */
    private static long marked(long number) {
        return number == 0 ? 1 : number;
    }

    private int placeOf(long number) {
        return (int) (number >>> 20) & (places.length() - 1);
    }
}
