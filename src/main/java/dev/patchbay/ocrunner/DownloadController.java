package dev.patchbay.ocrunner;

import dev.patchbay.download.LinkDownloads;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The bytes behind a link that a check gave out; GET implies HEAD. */
@Controller
class DownloadController {
    private final LinkDownloads downloads;

    DownloadController(LinkDownloads downloads) {
        this.downloads = downloads;
    }

    @GetMapping("/api/patch/download/{token}")
    void download(@PathVariable String token, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        downloads.oneTime(token, "patch.zip", request, response);
    }
}
