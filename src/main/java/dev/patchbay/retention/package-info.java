/**
 * What is kept and what goes: releases that nothing needs any more give up their bytes, and bytes that no row names are
 * removed; what is stored is read again to find what rotted, and copied as a backup. It must not know who asks for it, and
 * never removes a release's row.
 *
 * <p>Uses {@code delta}, {@code nodes}, {@code pack}, {@code release}, {@code report} and {@code storage}.
 */
@NullMarked
package dev.patchbay.retention;

import org.jspecify.annotations.NullMarked;
