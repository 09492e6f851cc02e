package dev.patchbay.report;

import java.util.Locale;

/** How far a device says it came with a release. */
public enum Status {
    DOWNLOADED,
    INSTALLED,
    FAILED;

    /**
     * @throws IllegalArgumentException for any other word
     */
    public static Status of(String text) {
        for (Status status : values()) {
            if (status.toString().equals(text)) return status;
        }
        throw new IllegalArgumentException("a status is downloaded, installed or failed");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
