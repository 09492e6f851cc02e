/**
 * The server's entry point, and what belongs to the process as a whole: time, chance and memory. It starts the packages below
 * it and knows nothing of what they do.
 */
@NullMarked
package dev.patchbay;

import org.jspecify.annotations.NullMarked;
