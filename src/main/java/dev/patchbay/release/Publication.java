package dev.patchbay.release;

import java.util.List;

/**
 * What an upload led to.
 *
 * @param releases one for each platform
 * @param created whether anything is new; false when the same bytes were there already
 * @param warnings what the uploader should know although the package was accepted
 */
public record Publication(List<Release> releases, boolean created, List<String> warnings) {}
