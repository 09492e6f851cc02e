/**
 * API keys, their roles, and the filter chains that let a request in or not. It may use every package below it and
 * must know nothing of how an error is rendered: it throws its words and {@code web} answers.
 *
 * <p>Uses {@code audit} and {@code storage}.
 */
@NullMarked
package dev.patchbay.access;

import org.jspecify.annotations.NullMarked;
