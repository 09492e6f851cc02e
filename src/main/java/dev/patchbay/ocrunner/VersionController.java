package dev.patchbay.ocrunner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.patchbay.download.DownloadLinks;
import dev.patchbay.download.Form;
import dev.patchbay.download.Link;
import dev.patchbay.pack.AppName;
import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.Platform;
import dev.patchbay.release.Content;
import dev.patchbay.release.DeviceId;
import dev.patchbay.release.JsPath;
import dev.patchbay.rollout.Devices;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.trust.AppKey;
import dev.patchbay.trust.HeadRecords;
import dev.patchbay.trust.Rule;
import dev.patchbay.trust.SealWish;
import dev.patchbay.trust.SealedContent;
import dev.patchbay.trust.Sealer;
import dev.patchbay.trust.Signed;
import dev.patchbay.update.Candidate;
import dev.patchbay.update.Held;
import dev.patchbay.update.UpdateCheck;
import dev.patchbay.update.UpdateDecision;
import dev.patchbay.update.UpdateResolver;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The update check of OCRunner and JSPatch clients. */
@RestController
class VersionController {
    private final UpdateResolver resolver;
    private final DownloadLinks links;
    private final Devices devices;
    private final DefaultApp defaultApp;
    private final CheckPace pace;
    private final HeadRecords heads;
    private final Sealer sealer;

    VersionController(
            UpdateResolver resolver,
            DownloadLinks links,
            Devices devices,
            DefaultApp defaultApp,
            CheckPace pace,
            HeadRecords heads,
            Sealer sealer) {
        this.resolver = resolver;
        this.links = links;
        this.devices = devices;
        this.defaultApp = defaultApp;
        this.pace = pace;
        this.heads = heads;
        this.sealer = sealer;
    }

    /**
     * What a device asks.
     *
     * @param nonce 16 to 64 of {@code A-Z a-z 0-9 _ -} that the head record of the answer is to hold; whatever else is ignored
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Question(
            @Nullable String version,
            @Nullable String md5,
            @Nullable String appName,
            @Nullable String platform,
            @Nullable String deviceId,
            @Nullable Boolean isDiff,
            @Nullable Map<String, String> tags,
            @Nullable Object nonce,
            @Nullable Boolean sealed,
            @Nullable List<Integer> sealedKeys) {}

    /** What a device is told; {@code signedHead} is the head record with its nonce. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    sealed interface Answer {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Stay(
            boolean update,
            @Nullable Boolean remove,
            String message,
            long nextCheckAfter,
            @Nullable Object signedHead) implements Answer {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Update(
            boolean update,
            String version,
            String url,
            String jsVersion,
            boolean diff,
            @Nullable String md5,
            @Nullable String sha256,
            @Nullable Long size,
            @Nullable Download download,
            @Nullable SealedView sealed,
            String priority,
            String notes,
            String releaseId,
            @Nullable String offer,
            long nextCheckAfter,
            @Nullable String statement,
            @Nullable Long sequence,
            @Nullable String head,
            @Nullable Object signedHead)
            implements Answer {}

    /** The bytes behind the link. */
    record Download(long size, String sha256) {}

    /**
     * How to open the bytes behind the link, for a device that asked.
     *
     * @param wrappedKey base64 of 40 bytes, to be unwrapped with that version of the app's key
     * @param size of the bytes inside
     * @param sha256 of the bytes inside
     */
    record SealedView(int format, int keyVersion, String wrappedKey, long size, String sha256) {}

    @PostMapping("/api/patch/version")
    ResponseEntity<Answer> check(@RequestBody Question question, HttpServletRequest request) {
        if (question.version() == null || question.version().isBlank()) throw new RefusedCheck("version required");
        UpdateCheck check = bind(question, request.getRemoteAddr());
        UpdateDecision decision = resolver.decide(check);
        long nextCheckAfter = pace.next();
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().cacheControl(CacheControl.noStore());
        if (decision instanceof UpdateDecision.HeldBack) {
            answer.header(HttpHeaders.RETRY_AFTER, Long.toString(nextCheckAfter));
        }
        return answer.body(render(decision, check, question, nextCheckAfter));
    }

    private UpdateCheck bind(Question question, String address) {
        NativeVersion installed = bind(
                "Invalid version",
                () -> NativeVersion.of(String.valueOf(question.version()).strip()));
        Platform platform = bind(
                "Invalid platform",
                () -> question.platform() == null || question.platform().isBlank()
                        ? Platform.IOS
                        : Platform.of(question.platform().strip()));
        DeviceId device = bind("Invalid deviceId", () -> DeviceId.ofDevice(question.deviceId()))
                .orElse(null);
        Held held = question.md5() == null || question.md5().isBlank()
                ? new Held.Nothing()
                : new Held.Bytes(question.md5().strip().toLowerCase(Locale.ROOT));
        return new UpdateCheck(
                defaultApp.orElse(question.appName()),
                platform,
                installed,
                held,
                Boolean.TRUE.equals(question.isDiff()),
                bind("Invalid sealedKeys", () -> wish(question)),
                devices.identify(device, address, question.tags() == null ? Map.of() : question.tags()));
    }

    private static SealWish wish(Question question) {
        List<Integer> versions = question.sealedKeys();
        if (versions != null && versions.contains(null)) throw new IllegalArgumentException("a version is null");
        return SealWish.of(Boolean.TRUE.equals(question.sealed()), versions);
    }

    private static <T> T bind(String error, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new RefusedCheck(error);
        }
    }

    private Answer render(UpdateDecision decision, UpdateCheck check, Question question, long nextCheckAfter) {
        if (decision instanceof UpdateDecision.Offer offer) {
            Trust trust = trust(offer.release(), check, question.nonce());
            return render(offer, trust, question.deviceId(), nextCheckAfter);
        }
        if (decision instanceof UpdateDecision.NothingFits) throw new RefusedCheck("Invalid version");
        if (decision instanceof UpdateDecision.NothingIntact) throw new PatchFileNotFound();
        Boolean remove = decision instanceof UpdateDecision.Remove ? true : null;
        Candidate has = held(decision);
        Object signedHead =
                has == null ? null : trust(has, check, question.nonce()).signedHead();
        return new Stay(false, remove, message(decision), nextCheckAfter, signedHead);
    }

    /** What the device has, where it is known and stays. */
    private static @Nullable Candidate held(UpdateDecision decision) {
        if (decision instanceof UpdateDecision.UpToDate current) return current.release();
        return decision instanceof UpdateDecision.Ahead ahead ? ahead.release() : null;
    }

    /** What the device needs to see whether its app's makers signed a release. */
    private record Trust(
            @Nullable String statement,
            @Nullable Long sequence,
            @Nullable String head,
            @Nullable Object signedHead) {}

    private Trust trust(Candidate release, UpdateCheck check, @Nullable Object nonce) {
        Signed signed = release.signed();
        if (signed == null) return new Trust(null, null, null, null);
        Rule rule = new Rule(AppName.of(check.app()), check.platform(), release.version(), release.match());
        return new Trust(
                '/' + rule.statementPath(signed),
                signed.sequence(),
                '/' + rule.headPath(signed),
                heads.answering(rule, nonce).orElse(null));
    }

    private static String message(UpdateDecision decision) {
        if (decision instanceof UpdateDecision.NothingPublished) return "No patch published";
        if (decision instanceof UpdateDecision.NoneOfferable
                || decision instanceof UpdateDecision.HeldBack
                || decision instanceof UpdateDecision.PlainRefused) {
            return "No patch available";
        }
        if (decision instanceof UpdateDecision.Remove) return "The patch was rolled back and nothing replaces it";
        return "Already up-to-date patch";
    }

    private Update render(UpdateDecision.Offer offer, Trust trust, @Nullable String deviceId, long nextCheckAfter) {
        Candidate release = offer.release();
        Content full = release.full();
        Candidate.ReadyDelta delta = offer.delta();
        if (full == null) return onStaticServer(offer, nextCheckAfter);
        BlobKey blob = delta == null || delta.blob() == null ? full.key() : delta.blob();
        long size = delta == null ? full.size() : delta.size();
        AppKey seal = offer.seal();
        Link link = links.oneTime(release.id(), blob, seal == null ? Form.PLAIN : Form.SEALED, deviceId);
        return new Update(
                true,
                release.version().toString(),
                "/api/patch/download/" + link.token(),
                release.jsVersion().hex(),
                delta != null,
                full.md5(),
                full.key().sha256(),
                full.size(),
                seal == null ? new Download(size, blob.sha256()) : sealedDownload(blob),
                seal == null ? null : sealed(seal, blob, size),
                offer.priority().toString(),
                release.notes(),
                String.valueOf(release.id()),
                link.offer(),
                nextCheckAfter,
                trust.statement(),
                trust.sequence(),
                trust.head(),
                trust.signedHead());
    }

    private Download sealedDownload(BlobKey plain) {
        SealedContent content = sealer.describe(plain);
        return new Download(content.size(), content.digest().sha256());
    }

    private SealedView sealed(AppKey key, BlobKey plain, long size) {
        return new SealedView(Sealer.FORMAT, key.version(), sealer.wrappedKey(plain, key), size, plain.sha256());
    }

    /** The packager put the file elsewhere and told nothing of its bytes. */
    private static Update onStaticServer(UpdateDecision.Offer offer, long nextCheckAfter) {
        Candidate release = offer.release();
        return new Update(
                true,
                release.version().toString(),
                JsPath.of(String.valueOf(release.jsPath()))
                        .file(release.jsVersion().hex()),
                release.jsVersion().hex(),
                false,
                null,
                null,
                null,
                null,
                null,
                offer.priority().toString(),
                release.notes(),
                String.valueOf(release.id()),
                null,
                nextCheckAfter,
                null,
                null,
                null,
                null);
    }
}
