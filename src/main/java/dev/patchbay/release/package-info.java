/**
 * What exists: apps, releases and their contents, and the acts that make and change them. It announces every change as
 * an event inside the change's own transaction and knows nothing of deltas, devices or wire protocols.
 *
 * <p>Uses {@code nodes}, {@code pack} and {@code storage}.
 */
@NullMarked
package dev.patchbay.release;

import org.jspecify.annotations.NullMarked;
