/**
 * What an app's makers signed offline and who may sign for them, and encryption: sealed forms of stored bytes and the keys that
 * open them. It hands on what others signed, holds no release key, and must not know deltas or wire protocols.
 *
 * <p>Uses {@code nodes}, {@code pack}, {@code release} and {@code storage}.
 */
@NullMarked
package dev.patchbay.trust;

import org.jspecify.annotations.NullMarked;
