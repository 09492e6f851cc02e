package dev.patchbay.release;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** What a device calls itself: 1 to 128 printable ASCII characters without spaces. */
public record DeviceId(String text) {
    private static final int LONGEST = 128;
    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,128}");

    public DeviceId {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("a device id is 1 to 128 printable ASCII characters without spaces");
        }
    }

    public static DeviceId of(String text) {
        return new DeviceId(text);
    }

    /**
     * The id of a device in the field, which cannot be told to call itself otherwise: a text of another form counts by
     * its SHA-256, a blank one not at all.
     *
     * @throws IllegalArgumentException when it is longer than 128 characters
     */
    public static Optional<DeviceId> ofDevice(@Nullable String text) {
        if (text == null || text.isBlank()) return Optional.empty();
        String id = text.strip();
        if (id.length() > LONGEST) throw new IllegalArgumentException("a device id is at most 128 characters");
        return Optional.of(new DeviceId(FORM.matcher(id).matches() ? id : "sha256:" + DigestUtils.sha256Hex(id)));
    }

    @Override
    public String toString() {
        return text;
    }
}
