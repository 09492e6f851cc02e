package dev.patchbay.client;

/**
 * The version of an installed app: one to four numbers and an optional pre-release suffix, compared as Semantic Versioning 2.0.0,
 * section 11, does, missing numbers counting as zero.
 */
final class Version implements Comparable<Version> {
    private static final String FORM = "[0-9]{1,9}(\\.[0-9]{1,9}){0,3}(-[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?";

    private final int[] parts = new int[4];
    private final String[] suffix;

    Version(String text) throws Refused {
        if (text.length() > 100 || !text.matches(FORM)) throw new Refused("not a version");
        int dash = text.indexOf('-');
        String[] numbers = (dash < 0 ? text : text.substring(0, dash)).split("\\.", -1);
        for (int i = 0; i < numbers.length; i++) parts[i] = Integer.parseInt(numbers[i]);
        suffix = dash < 0 ? new String[0] : text.substring(dash + 1).split("\\.", -1);
    }

    /** Whether a release for this version and match is for an installed version. */
    boolean fits(String match, Version installed) throws Refused {
        int order = installed.compareTo(this);
        switch (match) {
            case "exact":
                return order == 0;
            case "up-to":
                return order <= 0;
            case "at-least":
                return order >= 0;
            default:
                throw new Refused("a match that this app does not know");
        }
    }

    @Override
    public int compareTo(Version other) {
        for (int i = 0; i < parts.length; i++) {
            if (parts[i] != other.parts[i]) return parts[i] < other.parts[i] ? -1 : 1;
        }
        if (suffix.length == 0 || other.suffix.length == 0) return other.suffix.length - suffix.length;
        for (int i = 0; i < Math.min(suffix.length, other.suffix.length); i++) {
            int order = compare(suffix[i], other.suffix[i]);
            if (order != 0) return order;
        }
        return suffix.length - other.suffix.length;
    }

    private static int compare(String a, String b) {
        boolean aNumber = a.matches("[0-9]+");
        boolean bNumber = b.matches("[0-9]+");
        if (aNumber != bNumber) return aNumber ? -1 : 1;
        if (!aNumber) return a.compareTo(b);
        String x = a.replaceFirst("^0+(?=.)", "");
        String y = b.replaceFirst("^0+(?=.)", "");
        return x.length() != y.length() ? x.length() - y.length() : x.compareTo(y);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Version && compareTo((Version) other) == 0;
    }

    @Override
    public int hashCode() {
        return parts[0] * 31 + parts[1];
    }
}
