package dev.patchbay.manage;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.Platform;
import dev.patchbay.release.Apps;
import dev.patchbay.release.DeviceId;
import dev.patchbay.release.UnknownApp;
import dev.patchbay.rollout.DeviceTags;
import dev.patchbay.rollout.Devices;
import dev.patchbay.trust.SealWish;
import dev.patchbay.update.Explanation;
import dev.patchbay.update.Held;
import dev.patchbay.update.UpdateCheck;
import dev.patchbay.update.UpdateDecision;
import dev.patchbay.update.UpdateExplainer;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Says why a device gets what it gets. */
@RestController
class ExplainController {
    private final Apps apps;
    private final UpdateExplainer explainer;
    private final Devices devices;

    ExplainController(Apps apps, UpdateExplainer explainer, Devices devices) {
        this.apps = apps;
        this.explainer = explainer;
        this.devices = devices;
    }

    /** The answer to a device, and what led to it. */
    record Explained(Answer answer, List<Explanation.Step> steps) {}

    /**
     * @param kind offer, up-to-date, ahead, none-offerable, nothing-published, nothing-fits, remove, held-back, plain-refused
     *     or nothing-intact
     * @param update whether the device downloads anything
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(
            String kind,
            boolean update,
            @Nullable String releaseId,
            @Nullable String jsVersion,
            @Nullable Boolean diff,
            @Nullable String priority,
            @Nullable Boolean sealed) {
        static Answer stay(String kind) {
            return new Answer(kind, false, null, null, null, null, null);
        }
    }

    /** What is asked: the device's own words, and as whom the question is put. */
    record Question(
            @Nullable String platform,
            @Nullable String version,
            @Nullable String jsVersion,
            @Nullable String md5,
            @Nullable String deviceId,
            @Nullable String address,
            @Nullable String tags,
            @Nullable Boolean isDiff,
            @Nullable String sealed,
            @Nullable String sealedKeys) {}

    @GetMapping("/api/apps/{app}/explain")
    Explained explain(@PathVariable String app, Question question, HttpServletRequest request) {
        if (!apps.existsByName(app)) {
            throw new UnknownApp("There is no app of that name; an app exists from its first upload on.");
        }
        Explanation explanation = explainer.explain(check(app, question, request.getRemoteAddr()));
        return new Explained(answer(explanation.decision()), explanation.steps());
    }

    private UpdateCheck check(String app, Question question, String ownAddress) {
        DeviceId id = blank(question.deviceId())
                ? null
                : read("deviceId", question.deviceId(), DeviceId::ofDevice).orElse(null);
        String address = blank(question.address()) ? ownAddress : String.valueOf(question.address());
        return new UpdateCheck(
                app,
                read("platform", question.platform(), Platform::of),
                read("version", question.version(), NativeVersion::of),
                held(question),
                !Boolean.FALSE.equals(question.isDiff()),
                SealWish.ofText(question.sealed(), question.sealedKeys()),
                devices.identify(id, address, tags(question.tags())));
    }

    private static Held held(Question question) {
        if (!blank(question.md5())) return new Held.Bytes(lower(question.md5()));
        return blank(question.jsVersion()) ? new Held.Nothing() : new Held.Version(lower(question.jsVersion()));
    }

    /** Read as devices' tags are, but for people: what a check would pass over is told to them. */
    private static Map<String, String> tags(@Nullable String text) {
        Map<String, String> tags = DeviceTags.of(text);
        if (!blank(text) && tags.size() != String.valueOf(text).split(",", -1).length) {
            throw new RefusedParameter("tags: write at most 16 name:value pairs with commas between");
        }
        return tags;
    }

    private static Answer answer(UpdateDecision decision) {
        if (decision instanceof UpdateDecision.Offer offer) {
            return new Answer(
                    "offer",
                    true,
                    String.valueOf(offer.release().id()),
                    offer.release().jsVersion().hex(),
                    offer.delta() != null,
                    offer.priority().toString(),
                    offer.seal() == null ? null : true);
        }
        if (decision instanceof UpdateDecision.UpToDate) return Answer.stay("up-to-date");
        if (decision instanceof UpdateDecision.Ahead) return Answer.stay("ahead");
        if (decision instanceof UpdateDecision.NoneOfferable) return Answer.stay("none-offerable");
        if (decision instanceof UpdateDecision.NothingPublished) return Answer.stay("nothing-published");
        if (decision instanceof UpdateDecision.NothingFits) return Answer.stay("nothing-fits");
        if (decision instanceof UpdateDecision.Remove) return Answer.stay("remove");
        if (decision instanceof UpdateDecision.HeldBack) return Answer.stay("held-back");
        if (decision instanceof UpdateDecision.PlainRefused) return Answer.stay("plain-refused");
        return Answer.stay("nothing-intact");
    }

    private static <T> T read(String name, @Nullable String text, Function<String, T> reader) {
        if (text == null || text.isBlank()) throw new RefusedParameter(name + ": needed");
        try {
            return reader.apply(text.strip());
        } catch (IllegalArgumentException e) {
            throw new RefusedParameter(name + ": " + e.getMessage(), e);
        }
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static String lower(@Nullable String text) {
        return String.valueOf(text).strip().toLowerCase(Locale.ROOT);
    }
}
