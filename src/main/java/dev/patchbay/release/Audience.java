package dev.patchbay.release;

import jakarta.persistence.Embeddable;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who may have a release: a share of the devices, some devices always, and only devices with certain tags. */
@Embeddable
public class Audience {
    static final int MAX_ALLOWED = 10_000;

    private int rollout;
    private String salt;
    private String allowList;
    private String tagRule;

    @SuppressWarnings("NullAway.Init")
    protected Audience() {}

    Audience(Percent rollout, String salt) {
        this.rollout = rollout.hundredths();
        this.salt = salt;
        this.allowList = "";
        this.tagRule = "";
    }

    public Percent rollout() {
        return new Percent(rollout);
    }

    /** Mixed into the device's id, so that each release picks its canaries afresh. */
    public String salt() {
        return salt;
    }

    /** The devices that always get the release. */
    public Set<DeviceId> allowed() {
        return allowList.lines().map(DeviceId::of).collect(Collectors.toUnmodifiableSet());
    }

    public TagRule tags() {
        return TagRule.ofLines(tagRule);
    }

    /** Whether no device is left out. */
    public boolean isEverybody() {
        return rollout == Percent.ALL.hundredths() && tagRule.isEmpty();
    }

    void rollOutTo(Percent percent) {
        this.rollout = percent.hundredths();
    }

    void allow(Set<DeviceId> devices) {
        if (devices.size() > MAX_ALLOWED) {
            throw new RefusedField("allow", "at most " + MAX_ALLOWED + " devices; use tags for larger groups");
        }
        this.allowList = devices.stream().map(DeviceId::text).collect(Collectors.toCollection(TreeSet::new)).stream()
                .collect(Collectors.joining("\n"));
    }

    void onlyFor(TagRule tags) {
        this.tagRule = tags.toString();
    }
}
