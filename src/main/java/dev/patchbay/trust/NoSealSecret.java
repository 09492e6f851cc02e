package dev.patchbay.trust;

/** This node of a cluster was given no secret to seal with. */
public class NoSealSecret extends RuntimeException {
    NoSealSecret() {
        super(
                "The nodes of a cluster open the same keys of apps: give all of them the same PATCHBAY_SEALING_SECRET and start"
                        + " them again. It is the one that this database was used with (of a server of its own: what is in the file"
                        + " keys/sealing-secret) or, where no app has a key yet, a new one: openssl rand -base64 32");
    }
}
