package dev.patchbay.trust;

/** This node of a cluster was given no secret to seal with. */
public class NoSealSecret extends RuntimeException {
    NoSealSecret() {
        super(
                "The nodes of a cluster open the same keys of apps: give all of them the same PATCHBAY_SEALING_SECRET, made once"
                        + " with openssl rand -base64 32, and start them again.");
    }
}
