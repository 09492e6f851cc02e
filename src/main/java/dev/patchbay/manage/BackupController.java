package dev.patchbay.manage;

import dev.patchbay.retention.Backup;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Hands out everything the server keeps. */
@RestController
class BackupController {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Backup backup;
    private final Clock clock;

    BackupController(Backup backup, Clock clock) {
        this.backup = backup;
        this.clock = clock;
    }

    /** Streamed: an archive that broke off has no end, and is refused by the command that restores it. */
    @Operation(
            summary = "One consistent archive of everything, made while the server runs",
            description =
                    "A tar for java -jar patchbay.jar restore ARCHIVE FOLDER. It holds the server's secrets: guard it.",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "The archive",
                            content = @Content(mediaType = "application/x-tar")))
    @PostMapping("/api/backup")
    void make(HttpServletResponse response) throws IOException {
        backup.write(() -> {
            response.setContentType("application/x-tar");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    "attachment; filename=\"patchbay-" + TIME.format(clock.instant()) + ".tar\"");
            return response.getOutputStream();
        });
    }
}
