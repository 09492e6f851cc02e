package dev.patchbay.access;

import org.jspecify.annotations.Nullable;

/**
 * What one proxy says of the request it received. Nothing here has been checked yet.
 *
 * @param client who sent it
 * @param proto the scheme it came by
 * @param host the host it was for, perhaps with a port
 * @param port the port it was for
 */
record Hop(
        @Nullable String client,
        @Nullable String proto,
        @Nullable String host,
        @Nullable String port) {}
