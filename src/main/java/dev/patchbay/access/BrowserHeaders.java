package dev.patchbay.access;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** What a browser is told to leave be. */
final class BrowserHeaders {
    /** Data is never a page. */
    private static final String FOR_DATA = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

    /** The console and the API's pages run scripts of this server only; Swagger UI writes styles into its elements. */
    private static final String FOR_PAGES =
            "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
                    + "object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    private BrowserHeaders() {}

    static void write(HeadersConfigurer<HttpSecurity> headers) {
        headers.frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .httpStrictTransportSecurity(hsts -> hsts.includeSubDomains(false))
                .addHeaderWriter((request, response) ->
                        response.setHeader("Content-Security-Policy", isPage(request) ? FOR_PAGES : FOR_DATA));
    }

    private static boolean isPage(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/console") || path.startsWith("/swagger-ui");
    }
}
