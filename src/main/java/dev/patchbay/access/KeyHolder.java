package dev.patchbay.access;

import java.security.Principal;

/**
 * Who is asking: the key that came with the request.
 *
 * @param id names the key for good, where names may be used twice
 */
record KeyHolder(String id, KeyGrant grant) implements Principal {
    @Override
    public String getName() {
        return grant.name();
    }
}
