/**
 * Staged plans, which widen a release step by step, and the automatic halt, which stops one that fails on devices. It acts
 * through the releases' own verbs and changes, and must not know who is told of it.
 *
 * <p>Uses {@code pack}, {@code release}, {@code report}, {@code storage} and {@code trust}.
 */
@NullMarked
package dev.patchbay.plan;

import org.jspecify.annotations.NullMarked;
