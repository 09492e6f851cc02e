package dev.patchbay.bsdiff;

/**
 * Positions of the old content by the eight bytes that begin there, but only those that a gap of the new content asks
 * for. The positions of one bucket lie side by side in ascending order.
 */
final class GapIndex {
    static final int KEY = Long.BYTES;
    private static final int FILTER_BITS_PER_KEY = 8;
    private static final int LARGEST_FILTER = 26;

    private final int[] bucketStart;
    private final int[] positions;
    private final int bits;
    private final int oldLength;

    /** @param gaps the ranges of the new content whose keys are asked for */
    GapIndex(Work work, byte[] old, byte[] fresh, Gaps gaps) {
        oldLength = old.length;
        long[] wanted = filter(work, fresh, gaps);
        int filterBits = Integer.numberOfTrailingZeros(wanted.length) + 6;
        long[] hits = work.longs((old.length >>> 6) + 1);
        int count = mark(work, old, wanted, filterBits, hits);
        work.release(wanted);
        // at most half as many buckets as old bytes: with the positions that is six bytes per old byte
        bits = Math.max(8, 31 - Integer.numberOfLeadingZeros(Math.max(1, Math.min(count, old.length / 2))));
        bucketStart = work.ints((1 << bits) + 2);
        positions = work.ints(count);
        fill(work, old, hits);
        work.release(hits);
    }

    private static long[] filter(Work work, byte[] fresh, Gaps gaps) {
        long slots = Math.max(64, gaps.total() * FILTER_BITS_PER_KEY);
        int filterBits = Math.min(LARGEST_FILTER, Long.SIZE - Long.numberOfLeadingZeros(slots - 1));
        long[] wanted = work.longs(1 << (filterBits - 6));
        for (int gap = 0; gap < gaps.count(); gap++) {
            int end = Math.min(gaps.end(gap), fresh.length - KEY + 1);
            for (int at = gaps.start(gap); at < end; at++) {
                int slot = hash(Bytes.eight(fresh, at), filterBits);
                wanted[slot >>> 6] |= 1L << slot;
            }
            work.spend(end - gaps.start(gap));
        }
        return wanted;
    }

    /** Sets a bit for each position of the old content that is wanted, and counts them. */
    private static int mark(Work work, byte[] old, long[] wanted, int filterBits, long[] hits) {
        int end = Math.max(0, old.length - KEY + 1);
        int count = 0;
        for (int from = 0; from < end; from += Long.SIZE) {
            long hit = 0;
            int to = Math.min(end, from + Long.SIZE);
            for (int at = from; at < to; at++) {
                int slot = hash(Bytes.eight(old, at), filterBits);
                hit |= (wanted[slot >>> 6] >>> slot & 1) << at;
            }
            hits[from >>> 6] = hit;
            count += Long.bitCount(hit);
            work.spend(Long.SIZE);
        }
        return count;
    }

    private void fill(Work work, byte[] old, long[] hits) {
        for (int word = 0; word < hits.length; word++) {
            for (long hit = hits[word]; hit != 0; hit &= hit - 1) {
                bucketStart[hash(Bytes.eight(old, (word << 6) + Long.numberOfTrailingZeros(hit)), bits) + 2]++;
            }
        }
        for (int bucket = 2; bucket < bucketStart.length; bucket++) bucketStart[bucket] += bucketStart[bucket - 1];
        // bucketStart[b + 1] is the place for the next position of bucket b, and ends as the start of bucket b + 1
        for (int word = 0; word < hits.length; word++) {
            for (long hit = hits[word]; hit != 0; hit &= hit - 1) {
                int at = (word << 6) + Long.numberOfTrailingZeros(hit);
                positions[bucketStart[hash(Bytes.eight(old, at), bits) + 1]++] = at;
            }
            work.spend(1);
        }
    }

    /** The bucket in which every indexed position with this key is found, among others. */
    int bucket(long key) {
        return hash(key, bits);
    }

    int start(int bucket) {
        return bucketStart[bucket];
    }

    int end(int bucket) {
        return bucketStart[bucket + 1];
    }

    int position(int index) {
        return positions[index];
    }

    /**
     * The first index of the bucket whose position is not before {@code position}. Begins where it lies if the positions
     * are spread evenly, since in a large bucket each look elsewhere waits for memory.
     */
    int nearest(int bucket, int position) {
        int low = start(bucket);
        int high = end(bucket);
        if (high - low <= 8) return firstNotBefore(position, low, high);
        long share = (long) (high - low) * Math.max(0, Math.min(position, oldLength - 1)) / oldLength;
        int guess = low + (int) share;
        for (int reach = 8; ; reach *= 4) {
            int from = Math.max(low, guess - reach);
            int to = Math.min(high, guess + reach);
            boolean below = from == low || positions[from - 1] < position;
            boolean above = to == high || positions[to] >= position;
            if (below && above) return firstNotBefore(position, from, to);
        }
    }

    private int firstNotBefore(int position, int from, int to) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (positions[middle] < position) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    void release(Work work) {
        work.release(bucketStart);
        work.release(positions);
    }

    private static int hash(long key, int bits) {
        return (int) ((key ^ (key >>> 32)) * 0x9E3779B97F4A7C15L >>> (Long.SIZE - bits));
    }
}
