package dev.patchbay.egress;

import java.net.UnknownHostException;

/** A name leads to an address inside the server's own network, where no stranger may send it. */
public class ForbiddenAddress extends UnknownHostException {
    ForbiddenAddress(String setting) {
        super("the server has a private address; " + setting + " would allow it");
    }
}
