/**
 * The REST API of people and CI under {@code /api/apps}: binds requests, calls the floors below and renders a release
 * with all its parts. It decides nothing and must not know the devices' wire protocols.
 *
 * <p>Uses {@code delta}, {@code download}, {@code pack}, {@code plan}, {@code release}, {@code report}, {@code
 * retention}, {@code rollout}, {@code storage}, {@code trust} and {@code update}.
 */
@NullMarked
package dev.patchbay.manage;

import org.jspecify.annotations.NullMarked;
