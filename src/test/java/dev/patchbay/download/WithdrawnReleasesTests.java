package dev.patchbay.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.patchbay.release.Release;
import dev.patchbay.release.ReleasePaused;
import dev.patchbay.release.ReleaseRolledBack;
import dev.patchbay.release.ReleaseWithdrawn;
import dev.patchbay.release.Releases;
import dev.patchbay.release.State;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

class WithdrawnReleasesTests {
    private final Releases releases = mock(Releases.class);

    @Test
    void knowsFromTheStartWhatWasWithdrawnBefore() {
        when(releases.withdrawnIds()).thenReturn(List.of(3L, 5L));
        WithdrawnReleases withdrawn = new WithdrawnReleases(releases);
        assertThat(withdrawn.contains(3)).isTrue();
        assertThat(withdrawn.contains(4)).isFalse();
    }

    @Test
    void learnsWhatIsWithdrawnOrRolledBackAndNotWhatIsPaused() {
        WithdrawnReleases withdrawn = new WithdrawnReleases(releases);
        withdrawn.keepUp(new ReleaseWithdrawn(release(1, State.WITHDRAWN), State.PUBLISHED, ""));
        withdrawn.keepUp(new ReleaseRolledBack(release(2, State.WITHDRAWN), State.PUBLISHED, ""));
        withdrawn.keepUp(new ReleasePaused(release(3, State.PAUSED), ""));
        assertThat(withdrawn.contains(1)).isTrue();
        assertThat(withdrawn.contains(2)).isTrue();
        assertThat(withdrawn.contains(3)).isFalse();
    }

    @Test
    void hearsOfItWhenTheChangeIsCommittedAndNotBefore() {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.register(Transactions.class, WithdrawnReleases.class);
            context.registerBean(Releases.class, () -> releases);
            context.refresh();
            WithdrawnReleases withdrawn = context.getBean(WithdrawnReleases.class);
            TransactionTemplate transaction = new TransactionTemplate(context.getBean(NoDatabase.class));
            transaction.executeWithoutResult(status -> {
                context.publishEvent(new ReleaseWithdrawn(release(1, State.WITHDRAWN), State.PUBLISHED, ""));
                assertThat(withdrawn.contains(1)).isFalse();
            });
            assertThat(withdrawn.contains(1)).isTrue();

            transaction.executeWithoutResult(status -> {
                context.publishEvent(new ReleaseWithdrawn(release(2, State.WITHDRAWN), State.PUBLISHED, ""));
                status.setRollbackOnly();
            });
            assertThat(withdrawn.contains(2)).isFalse();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement
    @Import(NoDatabase.class)
    static class Transactions {}

    /** Transactions about nothing. */
    static class NoDatabase extends AbstractPlatformTransactionManager {
        @Override
        protected Object doGetTransaction() {
            return this;
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {}

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}
    }

    private static Release release(long id, State state) {
        Release release = mock(Release.class);
        when(release.id()).thenReturn(id);
        when(release.state()).thenReturn(state);
        return release;
    }
}
