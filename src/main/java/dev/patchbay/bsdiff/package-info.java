/**
 * The pure delta algorithm: finding matches between two byte contents and writing and reading BSDIFF40. It knows only
 * the JDK and a compressor, nothing of packages, releases or Spring.
 *
 * <p>Uses no other package.
 */
@NullMarked
package dev.patchbay.bsdiff;

import org.jspecify.annotations.NullMarked;
