/**
 * Tells other systems what happens here: signed messages, ordered in the transaction of what they tell of and delivered
 * by jobs. It listens to the floors below and must not know who changed what by which route.
 *
 * <p>Uses {@code delta}, {@code egress}, {@code pack}, {@code plan}, {@code release} and {@code storage}.
 */
@NullMarked
package dev.patchbay.webhook;

import org.jspecify.annotations.NullMarked;
