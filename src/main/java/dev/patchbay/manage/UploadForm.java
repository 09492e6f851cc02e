package dev.patchbay.manage;

import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.Platform;
import dev.patchbay.release.JsPath;
import dev.patchbay.release.Match;
import dev.patchbay.release.Packaging;
import dev.patchbay.release.Percent;
import dev.patchbay.release.Priority;
import dev.patchbay.release.RefusedField;
import dev.patchbay.release.Terms;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.util.MultiValueMap;

/** Reads the fields that go with an uploaded package. */
final class UploadForm {
    private static final Set<String> KNOWN = Set.of(
            "platform",
            "version",
            "match",
            "priority",
            "notes",
            "rollout",
            "draft",
            "embedded",
            "packaging",
            "jsPath",
            "dryRun");

    private final MultiValueMap<String, String> fields;

    /**
     * @throws RefusedField for a field that no upload has; a misspelled one must not be lost silently
     */
    UploadForm(MultiValueMap<String, String> fields) {
        this.fields = fields;
        for (String name : fields.keySet()) {
            if (!KNOWN.contains(name)) {
                throw new RefusedField(
                        "fields",
                        "there is a field that uploads do not have; known are "
                                + String.join(", ", KNOWN.stream().sorted().toList()));
            }
        }
    }

    /** Empty where the package names its platforms itself. */
    Set<Platform> platforms() {
        Set<Platform> platforms = EnumSet.noneOf(Platform.class);
        for (String field : fields.getOrDefault("platform", List.of())) {
            for (String name : field.split(",", -1)) {
                if (!name.isBlank()) platforms.add(read("platform", name.strip(), Platform::of));
            }
        }
        return platforms;
    }

    Optional<NativeVersion> version() {
        return text("version").map(text -> read("version", text, NativeVersion::of));
    }

    boolean draft() {
        return flag("draft");
    }

    boolean dryRun() {
        return flag("dryRun");
    }

    Terms terms(Packaging defaultPackaging) {
        boolean embedded = flag("embedded");
        return new Terms(
                text("match").map(text -> read("match", text, Match::of)),
                text("priority")
                        .map(text -> read("priority", text, Priority::of))
                        .orElse(Priority.NORMAL),
                Optional.ofNullable(fields.getFirst("notes")).orElse(""),
                text("rollout").map(text -> read("rollout", text, Percent::of)).orElse(Percent.ALL),
                draft(),
                embedded,
                text("packaging")
                        .map(text -> read("packaging", text, Packaging::of))
                        .orElse(embedded ? Packaging.AS_IS : defaultPackaging),
                text("jsPath").map(text -> read("jsPath", text, JsPath::of).url()));
    }

    /** Whether the packaging is the uploader's own wish, not what the server does with those who say nothing. */
    boolean insistsOnPackaging() {
        return text("packaging").isPresent();
    }

    private boolean flag(String name) {
        return text(name).map(text -> read(name, text, UploadForm::bool)).orElse(false);
    }

    private static boolean bool(String text) {
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new IllegalArgumentException("write true or false");
        };
    }

    /** A blank field counts as left out. */
    private Optional<String> text(String name) {
        List<String> values = fields.getOrDefault(name, List.of());
        if (values.size() > 1) throw new RefusedField(name, "given more than once");
        return values.stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static <T> T read(String field, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedField(field, String.valueOf(e.getMessage()));
        }
    }
}
