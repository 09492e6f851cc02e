/**
 * The jar's commands: what the server does with packages and backups, done to files without starting it, and what people
 * ask of a running one over HTTP. It must not know Spring, and nothing on the server's side knows it.
 *
 * <p>Uses {@code bsdiff}, {@code pack} and {@code retention}.
 */
@NullMarked
package dev.patchbay.cli;

import org.jspecify.annotations.NullMarked;
