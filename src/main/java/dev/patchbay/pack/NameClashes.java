package dev.patchbay.pack;

import java.util.Comparator;
import java.util.List;

/**
 * Finds names that would be one file on some file system, and files that are also directories. Sorted by folded
 * segments, names with a common beginning are neighbours, so one look at each pair of neighbours is enough.
 */
final class NameClashes {
    private record Folded(EntryName name, String folded) {}

    private NameClashes() {}

    static void refuse(List<EntryName> names) {
        List<Folded> sorted = names.stream()
                .map(name -> new Folded(name, name.folded()))
                .sorted(Comparator.comparing(Folded::folded))
                .toList();
        for (int i = 1; i < sorted.size(); i++) compare(sorted.get(i - 1), sorted.get(i));
    }

    private static void compare(Folded first, Folded second) {
        if (first.folded.equals(second.folded)) {
            throw clash(first, "is in the zip twice, perhaps in another case or as file and directory");
        }
        if (second.folded.startsWith(first.folded + '\0') && !first.name.isDirectory()) {
            throw clash(first, "is a file and also a directory");
        }
        if (!sameSpelling(first, second)) {
            throw clash(second, "lies in a directory that another entry spells in another case");
        }
    }

    /** Whether the directories that both names have in common are spelled alike. */
    private static boolean sameSpelling(Folded first, Folded second) {
        String[] a = first.folded.split("\0", -1);
        String[] b = second.folded.split("\0", -1);
        String[] aSpelled = first.name.path().split("/", -1);
        String[] bSpelled = second.name.path().split("/", -1);
        for (int i = 0; i < Math.min(a.length, b.length) && a[i].equals(b[i]); i++) {
            if (!aSpelled[i].equals(bSpelled[i])) return false;
        }
        return true;
    }

    private static RefusedPackage clash(Folded name, String what) {
        return RefusedPackage.unsafePath(SafeText.quote(name.name.text()) + " " + what);
    }
}
