package dev.patchbay.ocrunner;

import dev.patchbay.rollout.Devices;
import dev.patchbay.update.UpdateCheck;
import dev.patchbay.update.UpdateDecision;
import dev.patchbay.update.UpdateResolver;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The update check of OCRunner and JSPatch clients. */
@RestController
class VersionController {
    private final UpdateResolver resolver;
    private final Devices devices;
    private final DefaultApp defaultApp;
    private final CheckPace pace;
    private final PatchAnswers answers;

    VersionController(
            UpdateResolver resolver, Devices devices, DefaultApp defaultApp, CheckPace pace, PatchAnswers answers) {
        this.resolver = resolver;
        this.devices = devices;
        this.defaultApp = defaultApp;
        this.pace = pace;
        this.answers = answers;
    }

    @PostMapping("/api/patch/version")
    ResponseEntity<PatchAnswers.Answer> check(@RequestBody PatchQuestion question, HttpServletRequest request) {
        UpdateCheck check = question.toCheck(defaultApp, devices, request.getRemoteAddr());
        UpdateDecision decision = resolver.decide(check);
        long nextCheckAfter = pace.next();
        // whatever Accept says: a device must never miss an update for how its stack spells that
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.ok().cacheControl(CacheControl.noStore()).contentType(MediaType.APPLICATION_JSON);
        if (decision instanceof UpdateDecision.HeldBack) {
            answer.header(HttpHeaders.RETRY_AFTER, Long.toString(nextCheckAfter));
        }
        return answer.body(answers.render(decision, check, question, nextCheckAfter));
    }
}
