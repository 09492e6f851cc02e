/**
 * Package formats (zips, md5.json, OCRunner's binarypatch) and the values a package speaks in. It knows nothing of
 * releases, storage or HTTP.
 *
 * <p>Uses no other package.
 */
@NullMarked
package dev.patchbay.pack;

import org.jspecify.annotations.NullMarked;
