/**
 * What the equal nodes of a cluster share beside rows and bytes: news of each other's changes, secrets, and turns for work
 * that one of them does at a time. On a server of its own nothing of it costs anything. It knows nothing of what changed.
 *
 * <p>Uses no other package.
 */
@NullMarked
package dev.patchbay.nodes;

import org.jspecify.annotations.NullMarked;
