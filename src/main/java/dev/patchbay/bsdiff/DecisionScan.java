package dev.patchbay.bsdiff;

/**
 * bsdiff's decision which matches to use (Colin Percival, "Naive differences of executable code", 2003, and the scan of
 * his bsdiff 4.3): leave the current alignment when another match has more than a threshold of bytes more right than
 * its continuation, extend both matches towards each other for as long as more than half of the bytes agree, and part
 * them where they overlap so that most bytes are right.
 */
final class DecisionScan {
    private final Work work;
    private final byte[] old;
    private final byte[] fresh;
    private final LongestMatch longest;
    private final int threshold;
    private final Script script;

    private int lastFresh;
    private int lastOld;
    private int offset;

    DecisionScan(Work work, byte[] old, byte[] fresh, LongestMatch longest, int threshold) {
        this.work = work;
        this.old = old;
        this.fresh = fresh;
        this.longest = longest;
        this.threshold = threshold;
        this.script = new Script(work);
    }

    Script run() {
        int scan = 0;
        int length = 0;
        while (scan < fresh.length) {
            scan += length;
            int continuationScore = 0;
            int scored = scan;
            length = 0;
            for (; scan < fresh.length; scan++) {
                longest.find(scan, offset);
                length = longest.length();
                for (; scored < scan + length; scored++) {
                    if (continues(scored)) continuationScore++;
                }
                if (length == continuationScore && length != 0) break;
                if (length > continuationScore + threshold) break;
                if (continues(scan)) continuationScore--;
            }
            if (length != continuationScore || scan == fresh.length) switchTo(scan, longest.position());
        }
        return script;
    }

    private boolean continues(int at) {
        int position = at + offset;
        return position >= 0 && position < old.length && old[position] == fresh[at];
    }

    private void switchTo(int scan, int position) {
        int forward = forwardExtension(scan);
        int backward = scan < fresh.length ? backwardExtension(scan, position) : 0;
        int overlap = lastFresh + forward - (scan - backward);
        if (overlap > 0) {
            int kept = bestParting(
                    lastFresh + forward - overlap, lastOld + forward - overlap, position - backward, overlap);
            forward += kept - overlap;
            backward -= kept;
        }
        int nextFresh = scan - backward;
        // nothing follows the last step, and staying where we are is the shortest to write down
        int nextOld = scan == fresh.length ? lastOld + forward : position - backward;
        script.add(forward, nextFresh - (lastFresh + forward), nextOld - (lastOld + forward));
        lastFresh = nextFresh;
        lastOld = nextOld;
        offset = nextOld - nextFresh;
    }

    private int forwardExtension(int scan) {
        int most = Math.min(scan - lastFresh, old.length - lastOld);
        int best = 0;
        int score = 0;
        int bestScore = 0;
        for (int i = 0; i < most; ) {
            score += old[lastOld + i] == fresh[lastFresh + i] ? 1 : -1;
            i++;
            if (score > bestScore) {
                bestScore = score;
                best = i;
            }
        }
        work.spend(Math.max(0, most));
        return best;
    }

    private int backwardExtension(int scan, int position) {
        int most = Math.min(scan - lastFresh, position);
        int best = 0;
        int score = 0;
        int bestScore = 0;
        for (int i = 1; i <= most; i++) {
            score += old[position - i] == fresh[scan - i] ? 1 : -1;
            if (score > bestScore) {
                bestScore = score;
                best = i;
            }
        }
        work.spend(most);
        return best;
    }

    /** How many of the overlapping bytes to leave to the match before. */
    private int bestParting(int freshFrom, int beforeFrom, int afterFrom, int overlap) {
        int kept = 0;
        int score = 0;
        int bestScore = 0;
        for (int i = 0; i < overlap; i++) {
            byte wanted = fresh[freshFrom + i];
            if (old[beforeFrom + i] == wanted) score++;
            if (old[afterFrom + i] == wanted) score--;
            if (score > bestScore) {
                bestScore = score;
                kept = i + 1;
            }
        }
        work.spend(overlap);
        return kept;
    }
}
