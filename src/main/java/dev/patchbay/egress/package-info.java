/**
 * Calling other servers: which addresses may be called when a stranger names the server. It knows nothing of why it is
 * called or what is said there.
 *
 * <p>Uses no other package.
 */
@NullMarked
package dev.patchbay.egress;

import org.jspecify.annotations.NullMarked;
