package dev.patchbay.rollout;

import dev.patchbay.release.Audience;
import dev.patchbay.release.DeviceId;
import dev.patchbay.release.TagRule;
import java.util.Set;

/**
 * Who may have one release, ready to be asked often. The allow-list decides first; then a tag rule can shut a device
 * out; then the percentage decides, so that a release can be for 10 % of one region.
 *
 * @param hundredths of a percent, 0 to 10 000: a device is in when its bucket is below
 */
public record Rollout(int hundredths, String salt, Set<DeviceId> allowed, TagRule tags) {

    public static Rollout of(Audience audience) {
        return new Rollout(audience.rollout().hundredths(), audience.salt(), audience.allowed(), audience.tags());
    }

    public Admission admit(Device device) {
        if (allows(device)) return Admission.ALLOWED;
        if (!tags.admits(device.tags())) return Admission.OTHER_TAGS;
        if (hundredths == Cohort.BUCKETS) return Admission.EVERYBODY;
        if (hundredths == 0) return Admission.NOBODY;
        String key = device.key();
        if (key == null) return Admission.ANONYMOUS;
        int bucket = Cohort.bucket(salt, key);
        return new Admission(bucket < hundredths, Admission.Rule.PERCENTAGE, bucket);
    }

    /** Whether the device is on the allow-list; what alone opens a draft. */
    public boolean allows(Device device) {
        return device.id() != null && allowed.contains(device.id());
    }
}
