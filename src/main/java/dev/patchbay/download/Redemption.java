package dev.patchbay.download;

import dev.patchbay.storage.BlobKey;
import java.time.Duration;

/** What became of a link that somebody followed. */
sealed interface Redemption {

    /**
     * It leads to these bytes.
     *
     * @param blob the plain ones, whatever the form
     * @param left for how long the link can still be followed
     * @param nonce by which to remember it once it is spent
     */
    record Redeemed(long releaseId, BlobKey blob, Form form, Duration left, long nonce) implements Redemption {}

    /** It was never issued, is forged, belongs to another route or is spent; which of these, nobody is told. */
    record NotALink() implements Redemption {}

    /** It was right, but its time is over. */
    record Expired() implements Redemption {}

    /** Its release was withdrawn. */
    record Gone() implements Redemption {}
}
