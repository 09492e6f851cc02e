package dev.patchbay.release;

import java.util.List;
import java.util.stream.Collectors;

/** Releases of an archive are here with other bytes; the message names them. */
public class ImportConflict extends RuntimeException {
    private static final int NAMED = 5;

    ImportConflict(List<Release> existing) {
        super(existing.size() + " releases of the archive are here with other bytes: "
                + existing.stream()
                        .limit(NAMED)
                        .map(release -> release.id() + " (" + release.platform() + " " + release.version()
                                + ", jsVersion " + release.jsVersion() + ")")
                        .collect(Collectors.joining("; "))
                + (existing.size() > NAMED ? "; …" : "")
                + ". A device reports only the jsVersion, so the two could not be told apart; nothing was imported.");
    }
}
