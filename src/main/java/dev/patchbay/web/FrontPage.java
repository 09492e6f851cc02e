package dev.patchbay.web;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class FrontPage {
    @GetMapping(path = "/", produces = MediaType.TEXT_PLAIN_VALUE)
    String show() {
        return """
                Patchbay is running.

                /swagger-ui.html   the API, to read and to try
                /v3/api-docs       the same for programs (OpenAPI)
                /actuator/health   how the server is
                """;
    }
}
