package dev.patchbay.bsdiff;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;

/** Makes the BSDIFF40 delta that turns one content into another. */
public final class BsdiffEncoder {
    private static final long FIXED_MEMORY = 2 << 20;

    private final Clock clock;

    /** @param clock tells when a deadline has passed */
    public BsdiffEncoder(Clock clock) {
        this.clock = clock;
    }

    /**
     * The most memory that encoding can hold at once, the two contents included: eight bytes per byte of both, and two
     * mebibytes. Usual packages need about a third of it.
     *
     * @param oldSize bytes of the old content
     * @param freshSize bytes of the new content
     * @return bytes
     */
    public static long peakMemory(long oldSize, long freshSize) {
        return Math.addExact(Math.multiplyExact(8, Math.addExact(oldSize, freshSize)), FIXED_MEMORY);
    }

    /**
     * Writes the delta: a BSDIFF40 file that bspatch 4.3 and its descendants apply.
     *
     * @param old the content a device has
     * @param fresh the content it shall get
     * @param limits what the work may cost
     * @param delta receives the delta, at once when it is complete, so that nothing is written when a limit is reached;
     *     not closed
     * @throws DeltaTooSlow when the deadline passes
     * @throws DeltaTooLarge when more memory would be needed than is allowed
     */
    public void encode(byte[] old, byte[] fresh, Limits limits, OutputStream delta) throws IOException {
        encode(new Work(clock, limits), old, fresh, delta);
    }

    static void encode(Work work, byte[] old, byte[] fresh, OutputStream delta) throws IOException {
        work.hold((long) old.length + fresh.length);
        Script script = script(work, old, fresh);
        new DeltaWriter(work, old, fresh).write(script, delta);
        script.release();
    }

    private static Script script(Work work, byte[] old, byte[] fresh) {
        Anchors anchors = AnchorFinder.find(work, old, fresh);
        Gaps gaps = new Gaps(anchors, fresh.length);
        GapIndex index = new GapIndex(work, old, fresh, gaps);
        GapSearch search = new GapSearch(work, old, fresh, anchors, index);
        Script script = new CheapestPath(work, old, fresh, search, new Prices(old, fresh, gaps)).find();
        index.release(work);
        anchors.release(work);
        return script;
    }
}
