/**
 * Handing bytes out: links with tokens, what has become of them, and HTTP's rules for ranges, conditions and
 * encodings. It knows bytes by digest, in which codings they lie ready, how they are sealed and, of releases, only which are withdrawn; why a
 * device got a link it does not know.
 *
 * <p>Uses {@code delta}, {@code nodes}, {@code release}, {@code report}, {@code storage} and {@code trust}.
 */
@NullMarked
package dev.patchbay.download;

import org.jspecify.annotations.NullMarked;
