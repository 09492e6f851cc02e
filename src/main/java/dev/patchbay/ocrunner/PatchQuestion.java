package dev.patchbay.ocrunner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.Platform;
import dev.patchbay.release.DeviceId;
import dev.patchbay.rollout.Devices;
import dev.patchbay.trust.SealWish;
import dev.patchbay.update.Held;
import dev.patchbay.update.UpdateCheck;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a device asks.
 *
 * @param nonce 16 to 64 of {@code A-Z a-z 0-9 _ -} that the head record of the answer is to hold; whatever else is ignored
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record PatchQuestion(
        @Nullable String version,
        @Nullable String md5,
        @Nullable String appName,
        @Nullable String platform,
        @Nullable String deviceId,
        @Nullable Boolean isDiff,
        @Nullable Map<String, String> tags,
        @Nullable Object nonce,
        @Nullable Boolean sealed,
        @Nullable List<Integer> sealedKeys) {
    /**
     * The question in the server's own words.
     *
     * @throws RefusedCheck when a member is not what the protocol says
     */
    UpdateCheck toCheck(DefaultApp defaultApp, Devices devices, String address) {
        if (version == null || version.isBlank()) throw new RefusedCheck("version required");
        String named = version.strip();
        NativeVersion installed = bind("Invalid version", () -> NativeVersion.of(named));
        Platform on = bind(
                "Invalid platform",
                () -> platform == null || platform.isBlank() ? Platform.IOS : Platform.of(platform.strip()));
        DeviceId id =
                bind("Invalid deviceId", () -> DeviceId.ofDevice(deviceId)).orElse(null);
        Held held = md5 == null || md5.isBlank()
                ? new Held.Nothing()
                : new Held.Bytes(md5.strip().toLowerCase(Locale.ROOT));
        return new UpdateCheck(
                defaultApp.orElse(appName),
                on,
                installed,
                held,
                Boolean.TRUE.equals(isDiff),
                bind("Invalid sealedKeys", this::wish),
                devices.identify(id, address, tags == null ? Map.of() : tags));
    }

    private SealWish wish() {
        List<Integer> versions = sealedKeys;
        if (versions != null && versions.contains(null)) throw new IllegalArgumentException("a version is null");
        return SealWish.of(Boolean.TRUE.equals(sealed), versions);
    }

    private static <T> T bind(String error, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new RefusedCheck(error);
        }
    }
}
