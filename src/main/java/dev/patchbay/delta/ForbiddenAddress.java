package dev.patchbay.delta;

import java.net.UnknownHostException;

/** A name leads to an address inside the server's own network, where no stranger may send it. */
class ForbiddenAddress extends UnknownHostException {
    ForbiddenAddress() {
        super("the static server has a private address; patchbay.delta.allow-private-addresses would allow it");
    }
}
