package dev.patchbay.manage;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.patchbay.pack.AppName;
import dev.patchbay.release.Endorsement;
import dev.patchbay.release.Publication;
import dev.patchbay.release.RefusedField;
import dev.patchbay.release.Release;
import dev.patchbay.release.ReleasePublisher;
import dev.patchbay.release.Upload;
import dev.patchbay.storage.Spool;
import dev.patchbay.storage.SpooledFile;
import dev.patchbay.trust.Endorser;
import dev.patchbay.trust.RefusedStatement;
import dev.patchbay.trust.SentStatement;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.util.WebUtils;

/** Takes packages in. */
@RestController
class UploadController {
    private final ReleasePublisher publisher;
    private final ReleaseRenderer renderer;
    private final Spool spool;
    private final PackagingSettings packaging;
    private final Once once;
    private final Endorser endorser;

    UploadController(
            ReleasePublisher publisher,
            ReleaseRenderer renderer,
            Spool spool,
            PackagingSettings packaging,
            Once once,
            Endorser endorser) {
        this.endorser = endorser;
        this.publisher = publisher;
        this.renderer = renderer;
        this.spool = spool;
        this.packaging = packaging;
        this.once = once;
    }

    /**
     * What an upload led to.
     *
     * @param dryRun only for a rehearsal: true, and nothing was changed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(
            List<ReleaseView> releases,
            List<String> warnings,
            @Nullable Boolean dryRun) {}

    @PostMapping(path = "/api/apps/{app}/releases", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(
            summary = "Publishes a package",
            description =
                    "The file is the part package. A release that its makers signed comes with the parts statement and"
                            + " signature (one or several), docs/trust.md.")
    ResponseEntity<Answer> upload(
            @PathVariable AppName app,
            @RequestParam MultiValueMap<String, String> fields,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String idempotencyKey,
            HttpServletRequest request,
            Authentication who)
            throws IOException {
        MultipartHttpServletRequest parts = WebUtils.getNativeRequest(request, MultipartHttpServletRequest.class);
        // Spring goes on without parts when the container has noted already that the body broke off
        if (parts == null) throw new MultipartException("the body broke off");
        try (SpooledFile file = spooled(onlyFile(parts))) {
            try {
                UploadForm form = new UploadForm(StatementParts.without(fields));
                Optional<SentStatement> signed = StatementParts.read(parts, fields);
                return once.performWithBytes(
                        form.dryRun() ? null : idempotencyKey, // a rehearsal leaves nothing behind, no answer either
                        who,
                        List.of(
                                "upload",
                                app.text(),
                                new TreeMap<>(StatementParts.without(fields)).toString(),
                                signed.map(SentStatement::digest).orElse(""),
                                file.key().sha256()),
                        () -> take(
                                app,
                                file,
                                form,
                                endorser.of(signed, who.getName()),
                                request.isUserInRole("publisher"),
                                who.getName()));
            } catch (RefusedField | RefusedStatement e) {
                publisher.inspect(app, file);
                throw e;
            }
        }
    }

    private ResponseEntity<Answer> take(
            AppName app, SpooledFile file, UploadForm form, Endorsement endorsement, boolean mayPublish, String by)
            throws IOException {
        boolean rehearsal = form.dryRun();
        if (!form.draft() && !rehearsal && !mayPublish) throw new DraftsOnly();
        Upload upload = new Upload(
                app,
                file,
                form.platforms(),
                form.version(),
                form.terms(packaging.packaging()),
                form.insistsOnPackaging(),
                by);
        return rehearsal ? rehearse(upload, endorsement) : publish(upload, endorsement);
    }

    private ResponseEntity<Answer> publish(Upload upload, Endorsement endorsement) throws IOException {
        Publication publication = publisher.publish(upload, endorsement);
        Answer answer = new Answer(renderer.render(publication.releases()), publication.warnings(), null);
        if (!publication.created()) return ResponseEntity.ok(answer);
        Release first = publication.releases().get(0);
        return ResponseEntity.created(URI.create("/api/apps/" + upload.app() + "/releases/" + first.id()))
                .body(answer);
    }

    private ResponseEntity<Answer> rehearse(Upload upload, Endorsement endorsement) throws IOException {
        Publication publication = publisher.rehearse(upload, endorsement);
        List<ReleaseView> releases = publication.releases().stream()
                .map(release -> ReleaseView.of(release, null, ReleaseView.Parts.NONE))
                .toList();
        return ResponseEntity.ok(new Answer(releases, publication.warnings(), true));
    }

    private static MultipartFile onlyFile(MultipartHttpServletRequest request) {
        Map<String, List<MultipartFile>> files = request.getMultiFileMap();
        List<MultipartFile> packages = files.getOrDefault("package", List.of());
        if (packages.size() != 1 || !StatementParts.NAMES_WITH_PACKAGE.containsAll(files.keySet())) {
            throw new RefusedField(
                    "package",
                    "send exactly one file, as the form field package (curl: -F package=@file), and beside it at most"
                            + " the files statement and signature");
        }
        return packages.get(0);
    }

    /** The container wrote the file next to the blobs already, so that it only needs another name. */
    private SpooledFile spooled(MultipartFile file) throws IOException {
        Path path = spool.emptyFile();
        file.transferTo(path.toFile());
        return spool.adopt(path);
    }
}
