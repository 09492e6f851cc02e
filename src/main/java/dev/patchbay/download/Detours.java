package dev.patchbay.download;

import dev.patchbay.download.DetourSettings.Via;
import dev.patchbay.storage.Blob;
import dev.patchbay.storage.StartRefused;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Decides whether a device is led to somebody else for the bytes of a link. Only links that work many times are: one that works
 * once is spent by its last byte, which only who sends it sees. The sealed form of a package exists nowhere but here.
 */
@Component
class Detours {
    private final Via via;
    private final DetourSettings settings;
    private final CdnAddresses cdn;

    Detours(DetourSettings settings, CdnAddresses cdn, Environment environment) {
        boolean inS3 = environment.containsProperty("patchbay.storage.s3.bucket");
        if (settings.via() == Via.REDIRECT && !inS3) {
            throw new StartRefused(
                    "patchbay.download.via is redirect, but bytes lie in files, to which nobody can be led;"
                            + " write stream, or name a bucket as patchbay.storage.s3.bucket.");
        }
        this.via = via(settings, inS3);
        this.settings = settings;
        this.cdn = cdn;
    }

    private static Via via(DetourSettings settings, boolean inS3) {
        if (settings.via() != null) return settings.via();
        if (settings.cdn().url() != null) return Via.CDN;
        return inS3 ? Via.REDIRECT : Via.STREAM;
    }

    private boolean leads(Download download, Via to) {
        return via == to && download.release() != 0 && download.form() == Form.PLAIN;
    }

    /**
     * Where a device gets the bytes, if not here.
     *
     * @throws FileNotFoundException when they vanished from there
     */
    Optional<URI> address(Download download, Representation representation, Blob blob, String contentType)
            throws IOException {
        if (leads(download, Via.CDN)) return Optional.of(cdn.of(download, representation));
        if (!leads(download, Via.REDIRECT)) return Optional.empty();
        String encoding = representation.isIdentity() ? "" : representation.encoding();
        return blob.address(
                new Blob.HandedOut(contentType, encoding, download.disposition(), download.cacheControl()),
                settings.redirectTtl());
    }

    /** Under which the bytes are known to who asks for them: at the store they have its own, which is then used here, too. */
    EntityTag tag(Download download, Representation representation, Blob blob) {
        Optional<String> there = leads(download, Via.REDIRECT) ? blob.tag() : Optional.empty();
        return there.map(EntityTag::new).orElseGet(representation::entityTag);
    }
}
