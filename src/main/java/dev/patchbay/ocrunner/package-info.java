/**
 * The wire protocol of OCRunner and JSPatch clients under {@code /api/patch}: binds their requests, calls the floors
 * below, renders their answers. It decides nothing and must not know the other protocols.
 *
 * <p>Uses {@code download}, {@code pack}, {@code release}, {@code report}, {@code rollout}, {@code storage},
 * {@code trust} and {@code update}.
 */
@NullMarked
package dev.patchbay.ocrunner;

import org.jspecify.annotations.NullMarked;
