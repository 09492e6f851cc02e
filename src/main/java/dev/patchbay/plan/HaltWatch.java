package dev.patchbay.plan;

import dev.patchbay.release.Releases;
import dev.patchbay.report.ReportedReleases;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Has each release judged soon after devices reported on it. Every node watches what was reported to it; that two of them
 * judge the same release does no harm, since a release is halted once.
 */
@Component
class HaltWatch {
    private static final Logger log = LoggerFactory.getLogger(HaltWatch.class);

    private final ReleaseHalter halter;
    private final Releases releases;
    private final ReportedReleases reported;
    private Map<Long, Long> judged = new HashMap<>();

    HaltWatch(ReleaseHalter halter, Releases releases, ReportedReleases reported) {
        this.halter = halter;
        this.releases = releases;
        this.reported = reported;
    }

    @Scheduled(initialDelayString = "PT2S", fixedDelayString = "PT2S")
    void look() {
        Map<Long, Long> now = reported.concluded();
        now.forEach((release, reports) -> {
            if (!reports.equals(judged.get(release))) judge(release);
        });
        judged = now;
    }

    private void judge(long id) {
        try {
            releases.findById(id).ifPresent(release -> halter.judge(release.appName(), id));
        } catch (RuntimeException e) {
            log.warn("Release {} could not be judged and will be after the next report: {}", id, e.toString());
        }
    }
}
