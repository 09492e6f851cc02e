/**
 * What an app's makers signed offline, and who may sign for them: statements, keys of trust, head records. It checks and hands
 * on what others signed, holds no release key, and must not know deltas or wire protocols.
 *
 * <p>Uses {@code pack}, {@code release} and {@code storage}.
 */
@NullMarked
package dev.patchbay.trust;

import org.jspecify.annotations.NullMarked;
