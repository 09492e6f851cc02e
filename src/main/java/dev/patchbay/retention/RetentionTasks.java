package dev.patchbay.retention;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.patchbay.release.Releases;
import java.util.List;
import java.util.TreeSet;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The daily job: one for all nodes. What no row names goes even while retention is off. */
@Configuration(proxyBeanMethods = false)
class RetentionTasks {
    @Bean
    RecurringTask<Void> runRetention(
            RetentionRun run, BlobSweeper sweeper, Releases releases, RetentionSettings settings) {
        return Tasks.recurring("run-retention", FixedDelay.ofHours(24)).execute((job, context) -> {
            if (settings.keep() == 0) {
                sweeper.sweep();
            } else {
                for (String app : apps(releases)) run.run(app, settings.keep());
            }
        });
    }

    private static List<String> apps(Releases releases) {
        TreeSet<String> apps = new TreeSet<>();
        for (Object[] line : releases.lines()) apps.add((String) line[0]);
        return List.copyOf(apps);
    }
}
