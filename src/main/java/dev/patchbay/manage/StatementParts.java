package dev.patchbay.manage;

import dev.patchbay.release.RefusedField;
import dev.patchbay.trust.SentStatement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/** Finds the statement and its signatures among the parts of an upload: files, or fields where a client sends them so. */
final class StatementParts {
    static final Set<String> NAMES_WITH_PACKAGE = Set.of("package", "statement", "signature");
    private static final Set<String> NAMES = Set.of("statement", "signature");
    private static final int MOST_BYTES = 64 * 1024;

    private StatementParts() {}

    /** The other fields. */
    static MultiValueMap<String, String> without(MultiValueMap<String, String> fields) {
        MultiValueMap<String, String> others = new LinkedMultiValueMap<>(fields);
        NAMES.forEach(others::remove);
        return others;
    }

    /**
     * @throws RefusedField when there are signatures without a statement, or several statements
     */
    static Optional<SentStatement> read(MultipartHttpServletRequest parts, MultiValueMap<String, String> fields)
            throws IOException {
        List<byte[]> statements = all("statement", parts, fields);
        List<byte[]> signatures = all("signature", parts, fields);
        if (statements.size() > 1) throw new RefusedField("statement", "given more than once");
        if (statements.isEmpty() && !signatures.isEmpty()) {
            throw new RefusedField("statement", "there is a signature, but no statement that it is for");
        }
        if (statements.isEmpty()) return Optional.empty();
        return Optional.of(new SentStatement(statements.get(0), signatures));
    }

    private static List<byte[]> all(
            String name, MultipartHttpServletRequest parts, MultiValueMap<String, String> fields) throws IOException {
        List<byte[]> all = new ArrayList<>();
        for (MultipartFile file : parts.getFiles(name)) {
            // one byte more than allowed is enough to be refused for its length
            all.add(file.getInputStream().readNBytes(MOST_BYTES + 1));
        }
        for (String field : fields.getOrDefault(name, List.of())) all.add(field.getBytes(StandardCharsets.UTF_8));
        return all;
    }
}
