package dev.patchbay.eros;

import dev.patchbay.download.LinkDownloads;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Packages and deltas by name; GET implies HEAD. A name that no check gives out is a link that leads nowhere. */
@Controller
class PackageController {
    private final LinkDownloads downloads;

    PackageController(LinkDownloads downloads) {
        this.downloads = downloads;
    }

    @GetMapping("/app/{name}.zip")
    void download(
            @PathVariable String name,
            @RequestParam(defaultValue = "") String token,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        downloads.stable(token, name, request, response);
    }
}
