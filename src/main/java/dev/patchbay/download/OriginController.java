package dev.patchbay.download;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;

/** Where a CDN fetches what devices ask it for; GET implies HEAD. It can be closed to all who do not know a word. */
@Controller
class OriginController {
    private final LinkDownloads downloads;
    private final @Nullable String key;

    OriginController(LinkDownloads downloads, DetourSettings settings) {
        this.downloads = downloads;
        this.key = settings.cdn().originKey();
    }

    @GetMapping("/packages/{content:[0-9a-f]{64}(?:\\.[a-z]{2,8})?}/{token}/{name:[0-9a-f]{32}}.zip")
    void fetch(
            @PathVariable String content,
            @PathVariable String token,
            @PathVariable String name,
            @RequestHeader(name = "X-Origin-Key", defaultValue = "") String said,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (key != null && !same(said, key)) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        downloads.forCaches(CdnPath.of(content, token, name), request, response);
    }

    private static boolean same(String said, String right) {
        return MessageDigest.isEqual(said.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }
}
