package dev.patchbay.pack;

import java.util.List;
import java.util.stream.Collectors;

/** The text of an md5.json, as the eros packager writes it, with any part of it changed. */
record CraftedManifest(String json) {
    static CraftedManifest of(CraftedZip zip) {
        return of(zip.listed());
    }

    static CraftedManifest of(List<Manifest.ListedFile> files) {
        String list = files.stream()
                .map(file -> "{\"page\":\"" + file.page() + "\",\"md5\":\"" + file.md5() + "\"}")
                .collect(Collectors.joining(","));
        JsVersion jsVersion =
                JsVersion.ofListed(files.stream().map(Manifest.ListedFile::md5).toList());
        return new CraftedManifest("{\"filesMd5\":[" + list + "],\"android\":\"1.0.0\",\"iOS\":\"1.0.1\","
                + "\"appName\":\"demo\",\"jsVersion\":\"" + jsVersion + "\",\"timestamp\":1489983294137}\n");
    }

    /** Replaces a part, which must be there. */
    CraftedManifest with(String part, String other) {
        if (!json.contains(part)) throw new IllegalArgumentException("no " + part + " in " + json);
        return new CraftedManifest(json.replace(part, other));
    }

    /** Adds members at the end. */
    CraftedManifest and(String members) {
        return with("}\n", "," + members + "}\n");
    }
}
