package dev.patchbay.update;

import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.Platform;
import dev.patchbay.rollout.Device;

/**
 * What a device asks, whatever the protocol.
 *
 * @param installed the version of the installed app
 * @param wantsDelta whether the device can apply a BSDIFF40 file
 */
public record UpdateCheck(
        String app, Platform platform, NativeVersion installed, Held held, boolean wantsDelta, Device device) {}
