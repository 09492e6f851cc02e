package dev.patchbay.trust;

import dev.patchbay.pack.AppName;
import dev.patchbay.pack.JsVersion;
import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.Platform;
import dev.patchbay.release.Match;
import dev.patchbay.storage.BlobKey;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an app's makers say of one package, made and signed on their side.
 *
 * @param targets whom the package is for
 * @param sequence 1 to 2^53-1; rises with every statement for the same app and platform
 * @param bases the SHA-256 of the packages from which deltas may lead here; empty: from any
 * @param minSequence what was signed with a lower sequence is not to be run any more
 */
record Statement(
        AppName app,
        Set<Target> targets,
        JsVersion jsVersion,
        long sequence,
        Instant createdAt,
        Instant expires,
        Package content,
        Optional<Set<String>> bases,
        Optional<Long> minSequence) {

    private static final int MOST_TARGETS = 8;
    private static final int MOST_BASES = 200;

    /** A platform, and the installed versions on it. */
    record Target(Platform platform, NativeVersion version, Match match) {}

    /** The exact bytes of the package that is handed out. */
    record Package(long length, BlobKey sha256, String md5) {}

    /**
     * @throws Malformed when that is no statement
     */
    static Statement read(byte[] bytes) {
        SignedJson in = SignedJson.read("the statement", bytes, "patchbay.release");
        List<Target> targets = in.children("platforms", MOST_TARGETS).stream()
                .map(target -> new Target(
                        target.value("platform", Statement::platform),
                        target.value("version", NativeVersion::of),
                        target.value("match", Match::of)))
                .toList();
        if (targets.isEmpty()) throw new Malformed("the statement: platforms is empty");
        if (targets.stream().map(Target::platform).distinct().count() != targets.size()) {
            throw new Malformed("the statement: platforms names one twice");
        }
        SignedJson content = in.child("package");
        return new Statement(
                in.value("app", AppName::of),
                Set.copyOf(targets),
                in.value("jsVersion", JsVersion::new),
                in.number("sequence", 1, SignedJson.MOST),
                in.time("createdAt"),
                in.time("expires"),
                new Package(
                        content.number("length", 1, SignedJson.MOST),
                        content.value("sha256", BlobKey::new),
                        content.value("md5", JsVersion::new).hex()),
                in.has("bases") ? Optional.of(bases(in)) : Optional.empty(),
                in.optionalNumber("minSequence", 1, SignedJson.MOST));
    }

    /** Read in one case only: what is compared as text elsewhere must not have two forms. */
    private static Platform platform(String text) {
        Platform platform = Platform.of(text);
        if (!platform.toString().equals(text)) throw new IllegalArgumentException("not in lower case");
        return platform;
    }

    private static Set<String> bases(SignedJson in) {
        Set<String> bases = new HashSet<>();
        for (String base : in.texts("bases", MOST_BASES)) {
            try {
                bases.add(new BlobKey(base).sha256());
            } catch (IllegalArgumentException e) {
                throw new Malformed("the statement: bases holds something else than SHA-256 digests");
            }
        }
        return Set.copyOf(bases);
    }
}
