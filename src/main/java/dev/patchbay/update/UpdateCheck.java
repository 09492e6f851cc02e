package dev.patchbay.update;

import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.Platform;
import dev.patchbay.rollout.Device;
import dev.patchbay.trust.SealWish;

/**
 * What a device asks, whatever the protocol.
 *
 * @param installed the version of the installed app
 * @param wantsDelta whether the device can apply a BSDIFF40 file
 * @param seal whether the device can open sealed bytes
 */
public record UpdateCheck(
        String app,
        Platform platform,
        NativeVersion installed,
        Held held,
        boolean wantsDelta,
        SealWish seal,
        Device device) {}
