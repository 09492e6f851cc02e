package dev.patchbay.release;

import dev.patchbay.pack.AppName;
import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.Platform;
import dev.patchbay.storage.SpooledFile;
import java.util.Optional;
import java.util.Set;

/**
 * A file to publish, and everything said about it.
 *
 * @param platforms empty: all that the package names itself
 * @param version for a file that does not name its own
 * @param insists whether the uploader asked for the packaging, which is otherwise given up where the file allows none
 * @param by who uploads
 */
public record Upload(
        AppName app,
        SpooledFile file,
        Set<Platform> platforms,
        Optional<NativeVersion> version,
        Terms terms,
        boolean insists,
        String by) {}
