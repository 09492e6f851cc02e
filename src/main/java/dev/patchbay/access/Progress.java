package dev.patchbay.access;

/** What the watch remembers of the request that a processor is busy with. Only the watch's thread touches it. */
final class Progress {
    private long begin = -1;
    private long moved;
    private long lastWrite;
    private long credit;
    private int stalled;
    private int resting;
    private boolean ended;

    /**
     * Begins anew when another request is under way than the last time. Files that the operating system sends one after the
     * other have no beginning, but less has moved of a later one.
     */
    void follow(WatchedProcessor processor, long fullCredit) {
        if (processor.begin() == begin && processor.moved() >= moved) return;
        begin = processor.begin();
        moved = processor.moved();
        lastWrite = processor.lastWrite();
        credit = fullCredit;
        stalled = 0;
        resting = 0;
        ended = false;
    }

    /** Bytes that moved since the last look. */
    long step(WatchedProcessor processor) {
        long now = processor.moved();
        long step = Math.max(0, now - moved);
        moved = now;
        return step;
    }

    /** Pays for a second of waiting and earns what moved; whether nothing is left. */
    boolean isSpent(long step, long price, long fullCredit) {
        credit = Math.min(fullCredit, credit + step) - price;
        return credit <= 0;
    }

    /** For how many looks in a row the client has taken nothing. */
    int stalled(WatchedProcessor processor) {
        long now = processor.lastWrite();
        stalled = now == lastWrite ? stalled + 1 : 0;
        lastWrite = now;
        return stalled;
    }

    /** True once for a request: it may take a few looks until a cut connection is gone. */
    boolean endsNow() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    /** For how many looks the rest of a body has been awaited that nobody wants any more. */
    int resting() {
        return ++resting;
    }
}
