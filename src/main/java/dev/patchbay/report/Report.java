package dev.patchbay.report;

import dev.patchbay.pack.JsVersion;
import dev.patchbay.pack.Platform;
import dev.patchbay.release.DeviceId;
import dev.patchbay.storage.BlobKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a device says happened.
 *
 * @param reason why it failed, in the device's words; may be empty
 * @param address where the report comes from
 * @param proof the offer it is about; null where it brought none of this server's
 */
public record Report(
        String app,
        Platform platform,
        JsVersion jsVersion,
        Status status,
        String reason,
        DeviceId device,
        String address,
        @Nullable Proof proof) {

    /**
     * An offer that this server made.
     *
     * @param blob what its link led to
     * @param expiry when that link stopped working
     * @param nonce what tells the offer from all others; 0 for one that was given to many
     * @param toThisDevice whether it was made for the very device that reports
     */
    public record Proof(long release, BlobKey blob, Instant expiry, long nonce, boolean toThisDevice) {}
}
