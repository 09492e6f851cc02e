package dev.patchbay.download;

import dev.patchbay.download.DetourSettings.Cdn;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.stereotype.Component;

/** Makes the addresses under which a CDN hands bytes out. The same bytes of a release always have the same path. */
@Component
class CdnAddresses {
    /** Nothing that a CDN keeps for ever may end. */
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    private static final String ZIP = ".zip";

    private final KeyRing keys;
    private final Cdn cdn;
    private final Clock clock;

    CdnAddresses(KeyRing keys, DetourSettings settings, Clock clock) {
        this.keys = keys;
        this.cdn = settings.cdn();
        this.clock = clock;
    }

    /** Only where there is a CDN. */
    URI of(Download download, Representation representation) {
        String coding = representation.encoding();
        String name = download.fileName().substring(0, download.fileName().length() - ZIP.length());
        Token token = new Token(Token.Kind.MANY_TIMES, NEVER, download.release(), representation.blob(), 0, 0);
        Link link = keys.sign(token, CdnPath.context(coding, name));
        URI url = URI.create(cdn.url() + new CdnPath(representation.blob(), coding, link.token(), name).toString());
        return URI.create(url + signature(url.getRawPath()));
    }

    private String signature(String path) {
        return switch (cdn.signing()) {
            case NONE -> "";
            case NGINX -> nginx(path, clock.instant().plus(cdn.ttl()), String.valueOf(cdn.secret()));
            case ALIYUN -> aliyun(path, clock.instant().plus(cdn.ttl()), String.valueOf(cdn.secret()));
        };
    }

    /**
     * For {@code secure_link $arg_md5,$arg_expires} with {@code secure_link_md5 "$secure_link_expires$uri secret"}, as the
     * documentation of ngx_http_secure_link_module has it, without the client's address, which changes on the move.
     */
    static String nginx(String path, Instant expiry, String secret) {
        long expires = expiry.getEpochSecond();
        byte[] md5 = DigestUtils.md5((expires + path + " " + secret).getBytes(StandardCharsets.UTF_8));
        return "?md5=" + Base64.getUrlEncoder().withoutPadding().encodeToString(md5) + "&expires=" + expires;
    }

    /**
     * Type A of Alibaba Cloud CDN: {@code auth_key=timestamp-rand-uid-md5hash}, the hash in hex over
     * {@code path-timestamp-rand-uid-secret}. The time is that of the end; the CDN adds what is configured there, which
     * should be little.
     */
    static String aliyun(String path, Instant expiry, String secret) {
        String head = expiry.getEpochSecond() + "-0-0-";
        return "?auth_key=" + head + DigestUtils.md5Hex((path + "-" + head + secret).getBytes(StandardCharsets.UTF_8));
    }
}
