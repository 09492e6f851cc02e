package dev.patchbay.download;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How bytes get to devices that follow a link which works many times.
 *
 * @param via null: by a CDN where one is named, else by the store itself where bytes lie in S3, else through this server
 * @param redirectTtl how long an address of the store that a device was led to works
 */
@ConfigurationProperties("patchbay.download")
record DetourSettings(
        @Nullable Via via,
        @DefaultValue("5m") Duration redirectTtl,
        @DefaultValue Cdn cdn) {
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final String NAME = "patchbay.download.";

    /** Who hands them out. */
    enum Via {
        /** The store of bytes, at an address signed for a short time. */
        REDIRECT,
        /** This server. */
        STREAM,
        /** A CDN that fetches them here. */
        CDN
    }

    /** How a CDN is told that this server has led somebody to it. */
    enum Signing {
        NONE,
        /** nginx's secure_link_md5 over expiry, path and secret. */
        NGINX,
        /** Alibaba Cloud's type A, {@code auth_key}. */
        ALIYUN
    }

    /**
     * A CDN that fetches what it is asked for from this server.
     *
     * @param url what stands before the path, such as {@code https://cdn.example.com}; null: none
     * @param originKey what the CDN says in {@code X-Origin-Key} when it fetches; null: anybody may
     * @param secret with which addresses are signed
     * @param ttl how long a signed address works
     */
    record Cdn(
            @Nullable URI url,
            @Nullable String originKey,
            @DefaultValue("none") Signing signing,
            @Nullable String secret,
            @DefaultValue("5m") Duration ttl) {
        private static final int SHORTEST_SECRET = 16;

        Cdn {
            // as an environment with an empty variable has them
            if (originKey != null && originKey.isBlank()) originKey = null;
            if (secret != null && secret.isBlank()) secret = null;
            if (url != null && !isPlain(url)) {
                throw refused("cdn.url", "write scheme and host, such as https://cdn.example.com");
            }
            if ((signing == Signing.NONE) != (secret == null)) {
                throw refused(
                        "cdn.secret",
                        "write it together with patchbay.download.cdn.signing (nginx or aliyun), or neither");
            }
            if (secret != null && secret.length() < SHORTEST_SECRET) {
                throw refused("cdn.secret", "write 16 characters or more, for instance of: openssl rand -hex 24");
            }
            if (originKey != null && originKey.length() < SHORTEST_SECRET) {
                throw refused("cdn.origin-key", "write 16 characters or more, for instance of: openssl rand -hex 24");
            }
            requireTime("cdn.ttl", ttl);
        }

        private static boolean isPlain(URI url) {
            boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            String path = url.getPath();
            return web && url.getHost() != null && url.getQuery() == null && (path == null || !path.endsWith("/"));
        }

        /** Whatever prints settings must not print secrets. */
        @Override
        public String toString() {
            return "Cdn[" + url + "]";
        }
    }

    DetourSettings {
        requireTime("redirect-ttl", redirectTtl);
        if (via == Via.CDN && cdn.url() == null) {
            throw refused(
                    "cdn.url",
                    "write the address of the CDN, such as https://cdn.example.com, since"
                            + " patchbay.download.via is cdn");
        }
    }

    private static void requireTime(String name, Duration time) {
        if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
            throw refused(name, "write a time from 10s to 12h");
        }
    }

    private static IllegalArgumentException refused(String name, String what) {
        return new IllegalArgumentException(NAME + name + ": " + what);
    }
}
