package dev.patchbay.rollout;

/**
 * Whether a release is for a device, and which rule said so.
 *
 * @param bucket the device's bucket, or -1 where the percentage was not asked
 */
public record Admission(boolean admitted, Rule rule, int bucket) {
    /** In the order in which they are asked; the first that applies decides. */
    public enum Rule {
        /** The device is on the allow-list: in, whatever the rest says. */
        ALLOW_LIST,
        /** The release is for devices with other tags: out. */
        TAGS,
        /** Out for everybody: in. */
        EVERYBODY,
        /** Out for nobody: out. */
        NOBODY,
        /** The device cannot be told from others and the release is not out for everybody: out. */
        ANONYMOUS,
        /** The device's bucket against the percentage. */
        PERCENTAGE
    }

    static final Admission ALLOWED = new Admission(true, Rule.ALLOW_LIST, -1);
    static final Admission OTHER_TAGS = new Admission(false, Rule.TAGS, -1);
    static final Admission EVERYBODY = new Admission(true, Rule.EVERYBODY, -1);
    static final Admission NOBODY = new Admission(false, Rule.NOBODY, -1);
    static final Admission ANONYMOUS = new Admission(false, Rule.ANONYMOUS, -1);
}
