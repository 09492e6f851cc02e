/**
 * The decision: an update check in, an offer or a stay out, with its reasons. It decides on what it holds in memory
 * and knows nothing of wire protocols, tokens or the database's rows.
 *
 * <p>Uses {@code delta}, {@code download}, {@code pack}, {@code release}, {@code report}, {@code rollout}, {@code
 * storage} and {@code trust}.
 */
@NullMarked
package dev.patchbay.update;

import org.jspecify.annotations.NullMarked;
