package dev.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link ClusterJourneyTests} shows, many times over and with the settings of a real cluster. */
@Tag("long")
class LongClusterTests {
    private static Cluster cluster;
    private static ClusterActs acts;

    @BeforeAll
    static void start(@TempDir Path folder) {
        cluster = new Cluster(folder, RollingUpgrade.SETTINGS.toArray(String[]::new)).start();
        acts = new ClusterActs(cluster);
    }

    @AfterAll
    static void stop() {
        if (cluster != null) cluster.close();
    }

    @Test
    void whatOnePublishesOrPausesTheOtherKnowsWithinTwoSeconds() {
        Duration longest = acts.publishOnOneIsOfferedByTheOther(300);
        System.out.println("600 changes were seen by the other node within " + longest.toMillis() + " ms");
        assertThat(longest).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void aThousandParallelUploadsOfTenPackagesMakeTenReleases() throws Exception {
        for (int i = 0; i < 10; i++) acts.parallelUploadsOfOnePackageMakeOneRelease(100);
    }

    @Test
    void aKilledNodesDeltasAreBuiltByTheOther() throws Exception {
        for (int i = 0; i < 5; i++) acts.aKilledNodesDeltasAreBuiltByTheOther(12, 1_000_000);
    }

    @Test
    void aNodeFrozenForAMinuteOverwritesNothing() throws Exception {
        acts.aFrozenNodeOverwritesNothing(12, 1_000_000, Duration.ofMinutes(1));
    }

    @Test
    void whatAFrozenNodeHadLockedIsFreed() throws Exception {
        for (int i = 0; i < 3; i++) acts.whatAFrozenNodeHadLockedIsFreed(12, 1_000_000);
    }

    @Test
    void checksGoOnWhileTheDatabaseIsStoppedAndNothingPromisedIsLost() throws Exception {
        ClusterActs.Outage outage =
                acts.checksGoOnWithoutTheDatabase(ClusterActs.Trouble.STOPPED, 10, Duration.ofSeconds(10));
        System.out.println("ten outages: " + outage);
        assertThat(outage.uploads()).isPositive();
    }

    @Test
    void checksGoOnWhileTheStoreOfBytesIsAway() throws Exception {
        int checks = 0;
        for (ClusterActs.NoStore trouble : ClusterActs.NoStore.values()) {
            for (int i = 0; i < 5; i++) checks += acts.checksGoOnWithoutTheStore(trouble, Duration.ofSeconds(20));
        }
        System.out.println("ten times without the store: " + checks + " checks, each with its offer");
    }

    @Test
    void tenRollingUpgradesFailNoCheckAndNoDownload(@TempDir Path folder) throws Exception {
        Nginx.assumeInstalled();
        System.out.println("ten rolling upgrades: " + acts.aRollingUpgradeFailsNothing(folder, 10));
    }

    @Test
    void aNodeThatIsKilledBehindNginxFailsNoCheck(@TempDir Path folder) throws Exception {
        Nginx.assumeInstalled();
        RollingUpgrade.Outcome outcome = new RollingUpgrade(cluster, folder).killed(10);
        System.out.println("ten kills behind nginx: " + outcome);
        assertThat(outcome.failures()).isEmpty();
        assertThat(outcome.checks()).isGreaterThan(1000);
    }
}
