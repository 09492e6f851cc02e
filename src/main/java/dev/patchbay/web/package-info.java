/**
 * HTTP for everyone: how errors are answered, how strictly JSON is read, what the API documents say. It may name the
 * words that other packages throw and must know nothing of what these packages do.
 *
 * <p>Uses {@code access}, {@code archive}, {@code audit}, {@code download}, {@code manage}, {@code ocrunner}, {@code pack}, {@code
 * release}, {@code retention}, {@code storage}, {@code trust} and {@code webhook}.
 */
@NullMarked
package dev.patchbay.web;

import org.jspecify.annotations.NullMarked;
