package dev.patchbay.update;

/** What a device says it holds. */
public sealed interface Held {
    /** No patch, or it does not say. */
    record Nothing() implements Held {}

    /** The md5 of the very bytes it holds, in lower case: these bytes and no others. */
    record Bytes(String md5) implements Held {}

    /** The jsVersion, in lower case: the bytes follow only where one content is known under it. */
    record Version(String jsVersion) implements Held {}
}
