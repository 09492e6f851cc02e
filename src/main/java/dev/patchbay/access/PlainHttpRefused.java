package dev.patchbay.access;

/** A key came over a connection that anybody on the way can read. */
public class PlainHttpRefused extends RuntimeException {
    PlainHttpRefused() {
        super("Keys are accepted over HTTPS only. Use HTTPS, name the proxy that ends it in patchbay.trusted-proxies, "
                + "or set patchbay.access.require-https to false. This key was readable on the way: replace it.");
    }
}
