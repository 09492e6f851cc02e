/** The server's entry point. It starts the packages below it and knows nothing of what they do. */
@NullMarked
package dev.patchbay;

import org.jspecify.annotations.NullMarked;
