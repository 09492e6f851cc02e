package dev.patchbay.access;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** What a browser is told to leave be. */
final class BrowserHeaders {
    /** Data is never a page. */
    private static final String FOR_DATA = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

    /**
     * The console runs its own files alone. No text is ever made into markup there: a browser that knows trusted types
     * refuses it even where a fault would try to.
     */
    private static final String FOR_CONSOLE =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                    + "object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; "
                    + "require-trusted-types-for 'script'; trusted-types 'none'";

    /** The API's pages run scripts of this server only; Swagger UI writes styles into its elements. */
    private static final String FOR_PAGES =
            "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
                    + "object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    private BrowserHeaders() {}

    static void write(HeadersConfigurer<HttpSecurity> headers) {
        headers.frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .httpStrictTransportSecurity(hsts -> hsts.includeSubDomains(false))
                .addHeaderWriter((request, response) ->
                        response.setHeader("Content-Security-Policy", policy(request.getRequestURI())));
    }

    private static String policy(String path) {
        if (path.equals("/") || path.equals("/console") || path.startsWith("/console/")) return FOR_CONSOLE;
        return path.startsWith("/swagger-ui") ? FOR_PAGES : FOR_DATA;
    }
}
