/**
 * The web page for people: hands out static files that use the product's public API as any script could. It must not know
 * what that API does.
 *
 * <p>Uses no other package.
 */
@NullMarked
package dev.patchbay.console;

import org.jspecify.annotations.NullMarked;
