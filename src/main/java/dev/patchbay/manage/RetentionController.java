package dev.patchbay.manage;

import dev.patchbay.release.Apps;
import dev.patchbay.release.Content;
import dev.patchbay.release.Release;
import dev.patchbay.release.UnknownApp;
import dev.patchbay.retention.Judgement;
import dev.patchbay.retention.Need;
import dev.patchbay.retention.RetentionJudge;
import dev.patchbay.retention.RetentionRun;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what retention would do with an app's releases, and does it. */
@RestController
class RetentionController {
    private final Apps apps;
    private final RetentionJudge judge;
    private final RetentionRun run;

    RetentionController(Apps apps, RetentionJudge judge, RetentionRun run) {
        this.apps = apps;
        this.judge = judge;
        this.run = run;
    }

    /**
     * A release in the eyes of retention.
     *
     * @param bytes of its full package
     * @param keptBecause why its bytes are kept; empty when nothing needs them
     * @param goesAt from when on a run may give them up; null while they are needed
     */
    record JudgementView(
            String releaseId,
            String platform,
            String version,
            String jsVersion,
            String state,
            long bytes,
            List<String> keptBecause,
            @Nullable Instant goesAt) {
        static JudgementView of(Judgement judgement) {
            Release release = judgement.release();
            return new JudgementView(
                    String.valueOf(release.id()),
                    release.platform().toString(),
                    release.version().toString(),
                    release.jsVersion().hex(),
                    release.state().toString(),
                    release.full().map(Content::size).orElse(0L),
                    judgement.needs().stream().map(Need::toString).toList(),
                    judgement.goesAt().orElse(null));
        }
    }

    record Preview(
            int keep, List<JudgementView> items, @Nullable String next) {}

    /** What a run did; {@code freedBytes} counts what earlier runs gave up, too. */
    record RunView(List<String> retired, long freedBytes) {}

    @GetMapping("/api/apps/{app}/retention")
    Preview preview(
            @PathVariable String app,
            @RequestParam(required = false) @Nullable Integer keep,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) int limit,
            @RequestParam(required = false) @Nullable String after) {
        requireApp(app);
        int wanted = keep(keep);
        long before = Cursor.of(after).id();
        List<Judgement> found = judge.judge(app, wanted).stream()
                .filter(one -> one.release().id() < before)
                .sorted((one, other) ->
                        Long.compare(other.release().id(), one.release().id()))
                .limit(Page.limit(limit).max())
                .toList();
        Page<JudgementView> page = Page.of(
                        found, limit, last -> new Cursor(0, last.release().id()).toString())
                .map(items -> items.stream().map(JudgementView::of).toList());
        return new Preview(wanted, page.items(), page.next());
    }

    @PostMapping("/api/apps/{app}/retention")
    RunView run(@PathVariable String app, @RequestParam(required = false) @Nullable Integer keep) {
        requireApp(app);
        RetentionRun.Result result = run.run(app, keep(keep));
        return new RunView(
                result.retired().stream()
                        .map(release -> String.valueOf(release.id()))
                        .toList(),
                result.freedBytes());
    }

    private int keep(@Nullable Integer keep) {
        if (keep != null && keep < 1) throw new RefusedParameter("keep: write a number of releases, at least 1");
        return judge.keep(keep == null ? OptionalInt.empty() : OptionalInt.of(keep));
    }

    private void requireApp(String app) {
        if (!apps.existsByName(app)) {
            throw new UnknownApp("There is no app of that name; an app exists from its first upload on.");
        }
    }
}
