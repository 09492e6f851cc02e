/**
 * What the server vouches for, and encryption: sealed forms of stored bytes and the keys that open them. It knows bytes by
 * digest and apps by name, not what is offered to whom.
 *
 * <p>Uses {@code pack} and {@code storage}.
 */
@NullMarked
package dev.patchbay.trust;

import org.jspecify.annotations.NullMarked;
