package dev.patchbay.ocrunner;

/** Releases are offered to the device, but the bytes of none are whole. */
public class PatchFileNotFound extends RuntimeException {
    PatchFileNotFound() {
        super("Patch file not found");
    }
}
