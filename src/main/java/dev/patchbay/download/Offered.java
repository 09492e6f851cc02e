package dev.patchbay.download;

import dev.patchbay.storage.BlobKey;
import java.time.Instant;

/**
 * What this server once offered, as an offer that came back proves.
 *
 * @param blob a full package or a delta: whichever the link led to
 * @param expiry when the link stopped working; an offer may come back later than that
 * @param nonce what tells the offer from all others; 0 for one that was given to many
 * @param toThisDevice whether it was made for the very device that sent it back; false when it was made for an unknown
 *     one
 */
public record Offered(long releaseId, BlobKey blob, Instant expiry, long nonce, boolean toThisDevice) {}
