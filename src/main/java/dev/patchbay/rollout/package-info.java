/**
 * Who may have a release: allow-list, tags and percentage, as pure arithmetic over a device. It decides about one
 * release at a time and knows nothing of states, versions or the order of releases.
 *
 * <p>Uses {@code release}.
 */
@NullMarked
package dev.patchbay.rollout;

import org.jspecify.annotations.NullMarked;
