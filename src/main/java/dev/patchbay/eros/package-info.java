/**
 * The wire protocol of weex-eros clients and packagers under {@code /app}: binds their requests, calls the floors
 * below, renders their answers. It decides nothing and must not know the other protocols.
 *
 * <p>Uses {@code download}, {@code pack}, {@code release}, {@code rollout}, {@code storage}, {@code trust} and
 * {@code update}.
 */
@NullMarked
package dev.patchbay.eros;

import org.jspecify.annotations.NullMarked;
