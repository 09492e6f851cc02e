/**
 * Smaller ways to a release: deltas, and full packages in content codings, made by background jobs and undone again
 * before they count. It learns of releases by their events and knows nothing of who asks for an update.
 *
 * <p>Uses {@code bsdiff}, {@code egress}, {@code nodes}, {@code pack}, {@code release}, {@code report} and {@code storage}.
 */
@NullMarked
package dev.patchbay.delta;

import org.jspecify.annotations.NullMarked;
