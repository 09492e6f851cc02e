/**
 * API keys, their roles, and what lets a request in or not: filter chains, and limits that hold against floods. It may use every package below it and
 * must know nothing of how an error is rendered: it throws its words and {@code web} answers.
 *
 * <p>Uses {@code audit}, {@code nodes} and {@code storage}.
 */
@NullMarked
package dev.patchbay.access;

import org.jspecify.annotations.NullMarked;
