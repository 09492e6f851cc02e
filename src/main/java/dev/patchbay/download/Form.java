package dev.patchbay.download;

/** In which form a link hands its bytes out. */
public enum Form {
    /** As they are stored, or in a content coding of these. */
    PLAIN,
    /** Encrypted for devices that asked for it. */
    SEALED
}
