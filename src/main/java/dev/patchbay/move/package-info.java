/**
 * Carries a stopped installation, its embedded database and its files, to where several nodes work on it: one PostgreSQL and
 * one store of bytes. It knows tables and bytes but not what they mean, and starts no part of the server.
 *
 * <p>Uses {@code audit} and {@code storage}.
 */
@NullMarked
package dev.patchbay.move;

import org.jspecify.annotations.NullMarked;
