/**
 * Who did what: an append-only trail, chained by hash and written inside the change's own transaction. It listens to
 * what the floors below announce, is told by those above, and must not change anything itself.
 *
 * <p>Uses {@code release}, {@code report} and {@code trust}.
 */
@NullMarked
package dev.patchbay.audit;

import org.jspecify.annotations.NullMarked;
