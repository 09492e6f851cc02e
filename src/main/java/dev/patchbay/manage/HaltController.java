package dev.patchbay.manage;

import dev.patchbay.plan.HaltAction;
import dev.patchbay.plan.HaltPolicy;
import dev.patchbay.plan.HaltTerms;
import dev.patchbay.plan.ReleaseHalter;
import dev.patchbay.release.App;
import dev.patchbay.release.Apps;
import dev.patchbay.release.RefusedField;
import dev.patchbay.release.UnknownApp;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An app's halt rule, and the kill switch for crash reporters. */
@RestController
class HaltController {
    private static final int MAX_REASON = 1000;

    private final Apps apps;
    private final HaltPolicy policy;
    private final ReleaseHalter halter;
    private final ReleaseRenderer renderer;

    HaltController(Apps apps, HaltPolicy policy, ReleaseHalter halter, ReleaseRenderer renderer) {
        this.apps = apps;
        this.policy = policy;
        this.halter = halter;
        this.renderer = renderer;
    }

    /**
     * @param own whether the app has a rule of its own; else this is the server's
     */
    record HaltView(String action, BigDecimal maxFailureRate, long minDevices, boolean own) {}

    record AppDetails(String name, Instant createdAt, HaltView halt) {}

    /** Why a release is to be halted, for the record. */
    record Because(@Nullable String reason) {}

    @GetMapping("/api/apps/{app}")
    AppDetails get(@PathVariable String app) {
        App found = apps.findByName(app)
                .orElseThrow(
                        () -> new UnknownApp("There is no app of that name; an app exists from its first upload on."));
        HaltTerms terms = policy.of(app);
        return new AppDetails(
                found.name(),
                found.createdAt(),
                new HaltView(
                        terms.action().toString(),
                        terms.maxFailureRate().value(),
                        terms.minDevices(),
                        policy.isOwn(app)));
    }

    @PatchMapping("/api/apps/{app}")
    AppDetails change(@PathVariable String app, @RequestBody ObjectNode body) {
        if (!Set.of("halt").containsAll(body.propertyNames())) {
            throw new RefusedParameter("there is a member that cannot be changed; the one that can is halt");
        }
        JsonNode halt = body.get("halt");
        if (halt != null) policy.set(app, halt.isNull() ? Optional.empty() : Optional.of(terms(app, halt)));
        return get(app);
    }

    @PostMapping("/api/apps/{app}/releases/{id}/halt")
    ResponseEntity<ReleaseView> halt(
            @PathVariable String app, @PathVariable long id, @RequestBody(required = false) @Nullable Because because) {
        String reason = because == null || because.reason() == null ? "" : because.reason();
        if (reason.length() > MAX_REASON) {
            throw new RefusedParameter("reason: at most " + MAX_REASON + " characters");
        }
        return renderer.answer(halter.halt(app, id, reason));
    }

    /** What is left out stays as it is. */
    private HaltTerms terms(String app, JsonNode halt) {
        HaltTerms before = policy.of(app);
        try {
            PlanReader.only(halt, Set.of("action", "maxFailureRate", "minDevices"));
            JsonNode action = halt.path("action");
            JsonNode devices = halt.path("minDevices");
            if (!action.isMissingNode() && !action.isString())
                throw new IllegalArgumentException("action: write a text");
            if (!devices.isMissingNode() && !PlanReader.isWhole(devices)) {
                throw new IllegalArgumentException("minDevices: write a whole number");
            }
            return new HaltTerms(
                    action.isMissingNode() ? before.action() : HaltAction.of(action.stringValue()),
                    halt.has("maxFailureRate") ? PlanReader.percent(halt, "maxFailureRate") : before.maxFailureRate(),
                    devices.isMissingNode() ? before.minDevices() : devices.longValue());
        } catch (IllegalArgumentException e) {
            throw new RefusedField("halt", String.valueOf(e.getMessage()));
        }
    }
}
