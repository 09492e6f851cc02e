package dev.patchbay.eros;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * Under which address devices reach this server.
 *
 * @param publicUrl null: the one that the request itself came to
 */
@ConfigurationProperties("patchbay")
record PublicAddress(@Nullable URI publicUrl) {
    PublicAddress {
        if (publicUrl != null
                && (publicUrl.getHost() == null || publicUrl.getQuery() != null || publicUrl.getFragment() != null)) {
            throw new IllegalArgumentException(
                    "patchbay.public-url: write an absolute address without a query, such as https://updates.example.com");
        }
    }

    /** The address of a path on this server. */
    String of(String path, HttpServletRequest request) {
        String base = publicUrl == null
                ? ServletUriComponentsBuilder.fromContextPath(request).build().toUriString()
                : publicUrl.toString();
        return (base.endsWith("/") ? base : base + '/') + path;
    }
}
