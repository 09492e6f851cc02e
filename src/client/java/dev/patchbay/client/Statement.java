package dev.patchbay.client;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the app's makers signed of one package. */
final class Statement {
    final String hash;
    final String app;
    final long sequence;
    final long expires;
    final long length;
    final String sha256;
    final long minSequence;
    private final Set<String> bases;
    private final List<Document> targets;

    private Statement(String hash, Document in) throws Refused {
        this.hash = hash;
        app = in.text("app");
        sequence = in.number("sequence", 1);
        expires = in.time("expires");
        Document content = in.child("package");
        length = content.number("length", 1);
        sha256 = content.hex("sha256", 64);
        minSequence = in.has("minSequence") ? in.number("minSequence", 1) : 0;
        bases = in.has("bases") ? new HashSet<>(in.texts("bases", 200)) : null;
        targets = in.children("platforms", 8);
    }

    static Statement read(byte[] bytes) throws Refused {
        return new Statement(Bytes.sha256Hex(bytes), Document.read(bytes, "patchbay.release"));
    }

    /**
     * The version and match under which it is for an installed app.
     *
     * @throws Refused when it is for another platform or other versions
     */
    Document targetFor(String platform, Version installed) throws Refused {
        for (Document target : targets) {
            if (!target.text("platform").equals(platform)) continue;
            if (new Version(target.text("version")).fits(target.text("match"), installed)) return target;
        }
        throw new Refused("a statement for another platform or version");
    }

    /** Whether a delta from the package of that SHA-256 may lead to this one. */
    boolean allowsFrom(String base) {
        return bases == null || bases.contains(base);
    }
}
