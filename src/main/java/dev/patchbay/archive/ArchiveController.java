package dev.patchbay.archive;

import dev.patchbay.pack.AppName;
import dev.patchbay.release.Release;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Hands out one app, and takes one in. */
@RestController
class ArchiveController {
    private static final String TAR = "application/x-tar";

    private final AppExporter exporter;
    private final AppImporter importer;

    ArchiveController(AppExporter exporter, AppImporter importer) {
        this.exporter = exporter;
        this.importer = importer;
    }

    /** Streamed: an archive that broke off has no end, and is refused where it is imported. */
    @GetMapping("/api/apps/{app}/export")
    void export(@PathVariable AppName app, HttpServletRequest request, HttpServletResponse response)
            throws IOException, HttpRequestMethodNotSupportedException {
        // who only asks for the headers would have all of it read, and stand in the audit trail for what he did not get
        if (!request.getMethod().equals("GET")) {
            throw new HttpRequestMethodNotSupportedException(request.getMethod(), List.of("GET"));
        }
        exporter.write(app, () -> {
            response.setContentType(TAR);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + app + ".tar\"");
            return response.getOutputStream();
        });
    }

    /**
     * @param created ids of the releases that are new here, the earliest first
     * @param known how many were here already
     */
    record Imported(String app, List<String> created, int known) {}

    @PostMapping(path = "/api/apps/import", consumes = TAR)
    ResponseEntity<Imported> take(HttpServletRequest request) throws IOException {
        AppEntry.Result result = importer.take(new BufferedInputStream(request.getInputStream(), 1 << 16));
        List<String> ids =
                result.created().stream().map(Release::id).map(String::valueOf).toList();
        HttpStatus status = ids.isEmpty() ? HttpStatus.OK : HttpStatus.CREATED;
        return ResponseEntity.status(status).body(new Imported(result.app().text(), ids, result.known()));
    }
}
