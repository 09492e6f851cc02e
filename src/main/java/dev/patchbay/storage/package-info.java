/**
 * Bytes by digest, under the server's home folder or in a store that speaks S3. It knows nothing of what the bytes mean.
 *
 * <p>Uses no other package.
 */
@NullMarked
package dev.patchbay.storage;

import org.jspecify.annotations.NullMarked;
