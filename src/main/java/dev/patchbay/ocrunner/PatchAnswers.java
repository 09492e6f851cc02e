package dev.patchbay.ocrunner;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.patchbay.download.DownloadLinks;
import dev.patchbay.download.Form;
import dev.patchbay.download.Link;
import dev.patchbay.pack.AppName;
import dev.patchbay.release.Content;
import dev.patchbay.release.JsPath;
import dev.patchbay.trust.AppKey;
import dev.patchbay.trust.HeadRecords;
import dev.patchbay.trust.Rule;
import dev.patchbay.trust.SealedContent;
import dev.patchbay.trust.SealedKey;
import dev.patchbay.trust.Sealer;
import dev.patchbay.trust.Signed;
import dev.patchbay.update.Candidate;
import dev.patchbay.update.UpdateCheck;
import dev.patchbay.update.UpdateDecision;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts a decision into the words of the protocol, with what a device needs to fetch, open and trust the bytes. */
@Component
class PatchAnswers {
    private final DownloadLinks links;
    private final HeadRecords heads;
    private final Sealer sealer;

    PatchAnswers(DownloadLinks links, HeadRecords heads, Sealer sealer) {
        this.links = links;
        this.heads = heads;
        this.sealer = sealer;
    }

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
            @Nullable SealedKey sealed,
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
     * @throws RefusedCheck when no release fits the installed version
     * @throws PatchFileNotFound when no intact bytes are left
     */
    Answer render(UpdateDecision decision, UpdateCheck check, PatchQuestion question, long nextCheckAfter) {
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
        if (full == null) return onStaticServer(offer, nextCheckAfter);
        AppKey seal = offer.seal();
        Link link = links.oneTime(release.id(), offer.bytes(), seal == null ? Form.PLAIN : Form.SEALED, deviceId);
        return new Update(
                true,
                release.version().toString(),
                "/api/patch/download/" + link.token(),
                release.jsVersion().hex(),
                offer.delta() != null,
                full.md5(),
                full.key().sha256(),
                full.size(),
                seal == null ? new Download(offer.size(), offer.bytes().sha256()) : sealedDownload(offer),
                seal == null ? null : sealer.keyOf(offer.bytes(), offer.size(), seal),
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

    private Download sealedDownload(UpdateDecision.Offer offer) {
        SealedContent content = sealer.describe(offer.bytes());
        return new Download(content.size(), content.digest().sha256());
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
