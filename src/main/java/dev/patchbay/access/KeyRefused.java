package dev.patchbay.access;

/** A key that was asked for makes no sense; the message says which part. */
public class KeyRefused extends RuntimeException {
    KeyRefused(String message) {
        super(message);
    }
}
