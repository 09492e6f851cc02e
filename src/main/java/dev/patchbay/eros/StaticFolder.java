package dev.patchbay.eros;

/** Addresses below another address. */
final class StaticFolder {
    private StaticFolder() {}

    /** Joins a base and a path with exactly one slash. */
    static String join(String base, String path) {
        int end = base.length();
        while (end > 0 && base.charAt(end - 1) == '/') end--;
        return base.substring(0, end) + '/' + path;
    }
}
