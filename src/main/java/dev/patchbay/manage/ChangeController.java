package dev.patchbay.manage;

import dev.patchbay.plan.PlanEditor;
import dev.patchbay.release.ReleaseLifecycle;
import dev.patchbay.release.Verb;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Changes releases: what applies to them, and their state. */
@RestController
class ChangeController {
    private static final Pattern ROW_VERSION = Pattern.compile("\"([0-9]{1,18})\"");
    private static final int MAX_REASON = 1000;

    private final PlanEditor editor;
    private final ReleaseLifecycle lifecycle;
    private final ReleaseRenderer renderer;
    private final Once once;
    private final JsonMapper json;

    ChangeController(
            PlanEditor editor, ReleaseLifecycle lifecycle, ReleaseRenderer renderer, Once once, JsonMapper json) {
        this.editor = editor;
        this.lifecycle = lifecycle;
        this.renderer = renderer;
        this.once = once;
        this.json = json;
    }

    /** Why a verb is used, for the record. */
    record Because(@Nullable String reason) {}

    @PatchMapping("/api/apps/{app}/releases/{id}")
    ResponseEntity<ReleaseView> change(
            @PathVariable String app,
            @PathVariable long id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String idempotencyKey,
            @RequestBody ObjectNode body,
            Authentication who)
            throws IOException {
        ChangesReader changes = new ChangesReader(body);
        return once.perform(
                idempotencyKey,
                who,
                List.of("change", app, String.valueOf(id), String.valueOf(ifMatch), body.toString()),
                () -> renderer.answer(editor.edit(app, id, expected(ifMatch), changes.read(), changes.plan())));
    }

    @PostMapping("/api/apps/{app}/releases/{id}/{verb:publish|pause|resume|withdraw|rollback}")
    ResponseEntity<ReleaseView> apply(
            @PathVariable String app,
            @PathVariable long id,
            @PathVariable String verb,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String idempotencyKey,
            @RequestBody(required = false) @Nullable String body,
            Authentication who)
            throws IOException {
        String reason = reason(body);
        if (reason.length() > MAX_REASON) {
            throw new RefusedParameter("reason: at most " + MAX_REASON + " characters");
        }
        if (reason.codePoints().anyMatch(ChangeController::isNoText)) {
            throw new RefusedParameter("reason: no control characters, and no half of a surrogate pair");
        }
        return once.perform(
                idempotencyKey,
                who,
                List.of(verb, app, String.valueOf(id), reason),
                () -> renderer.answer(lifecycle.apply(Verb.valueOf(verb.toUpperCase(Locale.ROOT)), app, id, reason)));
    }

    private static boolean isNoText(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
    }

    /** Whatever type an empty body claims to be (curl says form), it says nothing. */
    private String reason(@Nullable String body) {
        if (body == null || body.isBlank()) return "";
        @Nullable Because because;
        try {
            because = json.readValue(body, Because.class);
        } catch (JacksonException e) {
            throw new RefusedParameter("the body: write {\"reason\":\"…\"} or nothing", e);
        }
        return because == null || because.reason() == null ? "" : because.reason();
    }

    /** An ETag of another form is none that this server gave out: it matches nothing. */
    private static OptionalLong expected(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) return OptionalLong.empty();
        Matcher version = ROW_VERSION.matcher(ifMatch.strip());
        return OptionalLong.of(version.matches() ? Long.parseLong(version.group(1)) : -1);
    }
}
