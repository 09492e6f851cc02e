package dev.patchbay.bsdiff;

import io.sigpipe.jbsdiff.InvalidHeaderException;
import io.sigpipe.jbsdiff.Patch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Applies a delta with a decoder that shares no code with the encoder (jbsdiff), so that a delta is offered only after
 * somebody else understood it the same way. For deltas made here: of strangers' ones only {@link Bspatch} is careful.
 */
public final class IndependentDecoder {
    private IndependentDecoder() {}

    /**
     * Writes the new content.
     *
     * @param old the content the delta was made from
     * @param delta a BSDIFF40 file
     * @param fresh receives the new content; not closed
     * @throws CorruptDelta when the delta cannot be applied to this old content
     */
    public static void apply(byte[] old, byte[] delta, OutputStream fresh) throws IOException {
        Header header = Header.of(delta);
        if (header.freshLength() > Integer.MAX_VALUE - 8) throw new CorruptDelta("the delta makes too large a content");
        ByteArrayOutputStream made = new ByteArrayOutputStream((int) header.freshLength());
        try {
            Patch.patch(old, delta, made);
        } catch (InvalidHeaderException | IOException | RuntimeException e) {
            throw new CorruptDelta("jbsdiff cannot apply the delta", e);
        }
        made.writeTo(fresh);
    }
}
