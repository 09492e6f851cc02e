/** Bytes by digest, under the server's home folder. It knows nothing of what the bytes mean. */
@NullMarked
package dev.patchbay.storage;

import org.jspecify.annotations.NullMarked;
