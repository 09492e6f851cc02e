package dev.patchbay.release;

import java.util.regex.Pattern;

/** What a device calls itself: 1 to 128 printable ASCII characters without spaces. */
public record DeviceId(String text) {
    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,128}");

    public DeviceId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("a device id is 1 to 128 printable ASCII characters without spaces");
        }
    }

    public static DeviceId of(String text) {
        return new DeviceId(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
