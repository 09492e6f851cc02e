package dev.patchbay.web;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** What is to be found where: as a page for browsers, as plain text for everything else. */
@RestController
class FrontPage {
    private static final String TEXT = """
            Patchbay is running.

            /console           the console, for people
            /swagger-ui.html   the API, to read and to try
            /v3/api-docs       the same for programs (OpenAPI)
            /actuator/health   how the server is
            """;

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Patchbay</title>
            <link rel="icon" href="/console/icon.svg">
            <link rel="stylesheet" href="/console/console.css">
            <body class="front">
            <main class="card">
            <h1>Patchbay is running.</h1>
            <ul>
            <li><a href="/console/">The console</a>: publish, watch, stop, explain</li>
            <li><a href="/swagger-ui.html">The API</a>, to read and to try</li>
            <li><a href="/v3/api-docs">The same for programs</a> (OpenAPI)</li>
            <li><a href="/actuator/health">How the server is</a></li>
            </ul>
            </main>
            </body>
            </html>
            """;

    @GetMapping("/")
    ResponseEntity<String> show(@RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "") String accept) {
        boolean browser = accept.contains(MediaType.TEXT_HTML_VALUE);
        return ResponseEntity.ok()
                .varyBy(HttpHeaders.ACCEPT)
                .contentType(browser ? MediaType.TEXT_HTML : MediaType.TEXT_PLAIN)
                .body(browser ? PAGE : TEXT);
    }
}
