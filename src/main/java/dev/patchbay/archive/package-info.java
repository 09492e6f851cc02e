/**
 * One app as a file: written from one server, read into another. It knows what belongs together and what the file looks like, and
 * must not know how any of it is decided or handed out.
 *
 * <p>Uses {@code pack}, {@code plan}, {@code release}, {@code storage} and {@code trust}.
 */
@NullMarked
package dev.patchbay.archive;

import org.jspecify.annotations.NullMarked;
