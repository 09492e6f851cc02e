package dev.patchbay.bsdiff;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Two releases of one corpus in one layout: each release to the next one, and the first to the last. */
record Pair(String corpus, int from, int to, String layout, Path old, Path fresh) {
    private static final List<String> LAYOUTS = List.of("stored", "deflated");

    static List<Pair> of(Path corpora, List<String> only) throws IOException {
        List<Path> folders;
        try (Stream<Path> listed = Files.list(corpora)) {
            folders = listed.filter(Files::isDirectory).sorted().toList();
        }
        List<Pair> pairs = new ArrayList<>();
        for (String layout : LAYOUTS) {
            for (Path folder : folders) {
                String name = folder.getFileName().toString();
                if (only.stream().anyMatch(name::contains)) pairs.addAll(pairs(folder, name, layout));
            }
        }
        return pairs;
    }

    private static List<Pair> pairs(Path folder, String name, String layout) {
        int releases = 0;
        while (Files.exists(file(folder, releases + 1, layout))) releases++;
        List<Pair> pairs = new ArrayList<>();
        for (int to = 2; to <= releases; to++) pairs.add(pair(folder, name, to - 1, to, layout));
        if (releases > 2) pairs.add(pair(folder, name, 1, releases, layout));
        return pairs;
    }

    private static Pair pair(Path folder, String name, int from, int to, String layout) {
        return new Pair(name, from, to, layout, file(folder, from, layout), file(folder, to, layout));
    }

    private static Path file(Path folder, int release, String layout) {
        return folder.resolve("v" + release + (layout.equals("stored") ? ".store.zip" : ".zip"));
    }

    String name() {
        return corpus + " " + from + " → " + to;
    }
}
