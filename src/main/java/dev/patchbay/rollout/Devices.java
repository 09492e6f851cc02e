package dev.patchbay.rollout;

import dev.patchbay.release.DeviceId;
import dev.patchbay.release.Network;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Turns what a request says about its sender into a {@link Device}. */
@Component
public class Devices {
    private final boolean addressCounts;

    Devices(RolloutSettings settings) {
        this.addressCounts = settings.anonymous() == RolloutSettings.Anonymous.ADDRESS;
    }

    /**
     * @param id what the device calls itself, if anything
     * @param address the sender's address as a literal; of IPv6 the first 64 bits count, since a device picks the rest anew
     */
    public Device identify(@Nullable DeviceId id, String address, Map<String, String> tags) {
        return new Device(id, id == null && addressCounts ? Network.of(address).text() : null, tags);
    }
}
