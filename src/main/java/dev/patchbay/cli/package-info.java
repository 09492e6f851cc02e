/**
 * The jar's commands: what the server does with packages and what it keeps, done without starting it, and what people ask of
 * a running one over HTTP. It must not start Spring, and nothing on the server's side knows it.
 *
 * <p>Uses {@code bsdiff}, {@code move}, {@code pack}, {@code retention} and {@code storage}.
 */
@NullMarked
package dev.patchbay.cli;

import org.jspecify.annotations.NullMarked;
