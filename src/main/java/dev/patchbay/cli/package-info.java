/**
 * The jar's commands: what the server does with packages, done to files without starting it, and what people ask of a
 * running one over HTTP. It must not know Spring, and nothing on the server's side knows it.
 *
 * <p>Uses {@code bsdiff} and {@code pack}.
 */
@NullMarked
package dev.patchbay.cli;

import org.jspecify.annotations.NullMarked;
