package dev.patchbay.eros;

import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.Platform;
import dev.patchbay.release.DeviceId;
import dev.patchbay.rollout.Device;
import dev.patchbay.rollout.DeviceTags;
import dev.patchbay.rollout.Devices;
import dev.patchbay.trust.SealWish;
import dev.patchbay.update.Held;
import dev.patchbay.update.UpdateCheck;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a device asks, in the words of its protocol.
 *
 * @param version of the installed app; null when the device names none
 * @param wantsDelta {@code isDiff}: 1, true or absent; stock clients send 1 or 0
 * @param seal {@code sealed}: 1 or true, and in {@code sealedKeys} versions with commas between; stock clients send neither
 */
record ErosQuestion(
        @Nullable String appName,
        @Nullable Platform platform,
        @Nullable String version,
        String jsVersion,
        boolean wantsDelta,
        SealWish seal,
        @Nullable String deviceId,
        Map<String, String> tags) {
    /**
     * @param parameter gives a parameter's text, or null; names are the protocol's
     */
    static ErosQuestion read(Function<String, @Nullable String> parameter) {
        Platform platform = null;
        String version = null;
        for (Named named : PLATFORMS) {
            String text = parameter.apply(named.parameter());
            if (version == null && text != null && !text.isBlank()) {
                platform = named.platform();
                version = text.strip();
            }
        }
        String jsVersion = parameter.apply("jsVersion");
        return new ErosQuestion(
                blankToNull(parameter.apply("appName")),
                platform,
                version,
                jsVersion == null ? "" : jsVersion.strip().toLowerCase(Locale.ROOT),
                wantsDelta(parameter.apply("isDiff")),
                SealWish.ofText(parameter.apply("sealed"), parameter.apply("sealedKeys")),
                blankToNull(parameter.apply("deviceId")),
                DeviceTags.of(parameter.apply("tags")));
    }

    /** The parameter that gives the version of an app on a platform. */
    private record Named(String parameter, Platform platform) {}

    /** In the order in which they count, should a device send several. */
    private static final List<Named> PLATFORMS = List.of(
            new Named("android", Platform.ANDROID),
            new Named("iOS", Platform.IOS),
            new Named("harmony", Platform.HARMONY));

    boolean isComplete() {
        return appName != null && version != null;
    }

    /** The question in the server's own words; empty when the version is none, which no release fits. */
    Optional<UpdateCheck> toCheck(Devices devices, String address) {
        if (appName == null || platform == null || version == null) return Optional.empty();
        try {
            Device device = devices.identify(DeviceId.ofDevice(deviceId).orElse(null), address, tags);
            Held held = jsVersion.isEmpty() ? new Held.Nothing() : new Held.Version(jsVersion);
            return Optional.of(
                    new UpdateCheck(appName, platform, NativeVersion.of(version), held, wantsDelta, seal, device));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean wantsDelta(@Nullable String isDiff) {
        if (isDiff == null || isDiff.isBlank()) return true;
        String text = isDiff.strip().toLowerCase(Locale.ROOT);
        return text.equals("1") || text.equals("true");
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
