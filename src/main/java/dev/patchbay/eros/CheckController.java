package dev.patchbay.eros;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.patchbay.download.DownloadLinks;
import dev.patchbay.download.Form;
import dev.patchbay.download.Link;
import dev.patchbay.pack.AppName;
import dev.patchbay.pack.Platform;
import dev.patchbay.release.Content;
import dev.patchbay.release.JsPath;
import dev.patchbay.rollout.Devices;
import dev.patchbay.trust.AppKey;
import dev.patchbay.trust.Rule;
import dev.patchbay.trust.SealedContent;
import dev.patchbay.trust.SealedKey;
import dev.patchbay.trust.Sealer;
import dev.patchbay.trust.Signed;
import dev.patchbay.update.Candidate;
import dev.patchbay.update.UpdateCheck;
import dev.patchbay.update.UpdateDecision;
import dev.patchbay.update.UpdateDecision.Ahead;
import dev.patchbay.update.UpdateDecision.HeldBack;
import dev.patchbay.update.UpdateDecision.NoneOfferable;
import dev.patchbay.update.UpdateDecision.NothingIntact;
import dev.patchbay.update.UpdateDecision.NothingPublished;
import dev.patchbay.update.UpdateDecision.Offer;
import dev.patchbay.update.UpdateDecision.PlainRefused;
import dev.patchbay.update.UpdateDecision.UpToDate;
import dev.patchbay.update.UpdateResolver;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The update check of weex-eros clients. */
@RestController
class CheckController {
    private static final String SECONDS_HELD_BACK = "3600";

    private final UpdateResolver resolver;
    private final DownloadLinks links;
    private final Devices devices;
    private final PublicAddress address;
    private final ErosSettings settings;
    private final Sealer sealer;

    CheckController(
            UpdateResolver resolver,
            DownloadLinks links,
            Devices devices,
            PublicAddress address,
            ErosSettings settings,
            Sealer sealer) {
        this.resolver = resolver;
        this.links = links;
        this.devices = devices;
        this.address = address;
        this.settings = settings;
        this.sealer = sealer;
    }

    /**
     * What a device downloads, and what it holds afterwards; with {@code sealed} came bytes that only its app opens.
     *
     * @param statement where its makers' statement is; null where there is none, as sequence and head are
     * @param sequence the statement's
     * @param head where the record is that says whether that statement is current
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Update(
            String jsVersion,
            boolean diff,
            String path,
            @Nullable String md5,
            @Nullable String sha256,
            @Nullable Long size,
            String priority,
            long timestamp,
            String notes,
            @Nullable String offer,
            @Nullable String statement,
            @Nullable Long sequence,
            @Nullable String head,
            @Nullable Download download,
            @Nullable SealedKey sealed) {}

    /** The sealed bytes behind {@code path}. */
    record Download(long size, String sha256) {}

    @GetMapping("/app/check")
    ResponseEntity<ErosAnswer> check(HttpServletRequest request) {
        return answer(ErosQuestion.read(request::getParameter), request);
    }

    @PostMapping("/app/check")
    ResponseEntity<ErosAnswer> checkForm(HttpServletRequest request) {
        return answer(ErosQuestion.read(request::getParameter), request);
    }

    @PostMapping(path = "/app/check", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ErosAnswer> checkJson(@RequestBody JsonNode body, HttpServletRequest request) {
        // what is no object has no members: they are missing, as from an empty one
        return answer(ErosQuestion.read(name -> text(name, body.get(name))), request);
    }

    /** Of all members only one may be a list; others count as absent then. */
    private static @Nullable String text(String name, @Nullable JsonNode value) {
        if (value != null && value.isArray() && name.equals("sealedKeys")) {
            return value.valueStream().map(JsonNode::toString).collect(Collectors.joining(","));
        }
        return value == null || value.isNull() || value.isContainer() ? null : value.asString();
    }

    private ResponseEntity<ErosAnswer> answer(ErosQuestion question, HttpServletRequest request) {
        if (!question.isComplete()) return ok().body(ErosAnswer.parametersMissing());
        Optional<UpdateCheck> check = question.toCheck(devices, request.getRemoteAddr());
        if (check.isEmpty()) return ok().body(ErosAnswer.nothingFound());
        UpdateDecision decision = resolver.decide(check.get());
        ResponseEntity.BodyBuilder answer = ok();
        if (decision instanceof HeldBack) answer.header(HttpHeaders.RETRY_AFTER, SECONDS_HELD_BACK);
        return answer.body(answer(decision, check.get(), request));
    }

    private static ResponseEntity.BodyBuilder ok() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).contentType(MediaType.APPLICATION_JSON);
    }

    private ErosAnswer answer(UpdateDecision decision, UpdateCheck check, HttpServletRequest request) {
        if (decision instanceof Offer offer) {
            return ErosAnswer.update(update(offer, AppName.of(check.app()), check.platform(), request));
        }
        boolean stays = decision instanceof UpToDate
                || decision instanceof Ahead
                || decision instanceof HeldBack held && held.known()
                || decision instanceof PlainRefused refused && refused.known()
                || decision instanceof NoneOfferable none && none.known()
                || decision instanceof NothingPublished nothing && nothing.known()
                || decision instanceof NothingIntact damaged && damaged.known();
        return stays ? ErosAnswer.upToDate(settings.upToDateCode()) : ErosAnswer.nothingFound();
    }

    private Update update(Offer offer, AppName app, Platform platform, HttpServletRequest request) {
        Candidate release = offer.release();
        Optional<Signed> signed = Optional.ofNullable(release.signed());
        Rule rule = new Rule(app, platform, release.version(), release.match());
        Candidate.ReadyDelta delta = offer.delta();
        Optional<Content> full = Optional.ofNullable(release.full());
        String name = delta == null ? release.jsVersion().hex() : delta.name();
        Link link = release.jsPath() == null ? link(offer, name) : null;
        AppKey seal = offer.seal();
        return new Update(
                release.jsVersion().hex(),
                delta != null,
                link == null
                        ? JsPath.of(String.valueOf(release.jsPath())).file(name)
                        : address.of("app/" + name + ".zip?token=" + link.token(), request),
                full.map(Content::md5).orElse(null),
                full.map(content -> content.key().sha256()).orElse(null),
                full.map(Content::size).orElse(null),
                offer.priority().toString(),
                release.timestamp(),
                release.notes(),
                link == null ? null : link.offer(),
                signed.map(one -> address.of(rule.statementPath(one), request)).orElse(null),
                signed.map(Signed::sequence).orElse(null),
                signed.map(one -> address.of(rule.headPath(one), request)).orElse(null),
                seal == null ? null : sealedDownload(offer),
                seal == null ? null : sealer.keyOf(offer.bytes(), offer.size(), seal));
    }

    private Link link(Offer offer, String name) {
        Form form = offer.seal() == null ? Form.PLAIN : Form.SEALED;
        return links.stable(offer.release().id(), offer.bytes(), form, name);
    }

    private Download sealedDownload(Offer offer) {
        SealedContent content = sealer.describe(offer.bytes());
        return new Download(content.size(), content.digest().sha256());
    }
}
