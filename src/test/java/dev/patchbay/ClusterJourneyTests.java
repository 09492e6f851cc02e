package dev.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two nodes of a cluster; {@link LongClusterTests} has the same many times over. */
class ClusterJourneyTests {
    private static Cluster cluster;
    private static ClusterActs acts;

    /** What the nodes wrote when they started; what others do to them makes them complain. */
    private static String starts;

    @BeforeAll
    static void start(@TempDir Path folder) {
        List<String> settings = new ArrayList<>(List.of(
                "--db-scheduler.heartbeat-interval=500ms",
                "--" + OverHttp.PATIENT_POOL,
                "--spring.datasource.hikari.connection-init-sql=set idle_in_transaction_session_timeout = '5s'"));
        settings.addAll(RollingUpgrade.SETTINGS);
        cluster = new Cluster(folder, settings.toArray(String[]::new)).start();
        acts = new ClusterActs(cluster);
        starts = cluster.a().log() + cluster.b().log();
    }

    @AfterAll
    static void stop() {
        if (cluster != null) cluster.close();
    }

    @Test
    void theDatabaseWasMadeOnceByNodesThatStartedTogether() {
        List<Map<String, Object>> steps = cluster.rows()
                .queryForList("select version, success from flyway_schema_history where version is not null");
        assertThat(steps)
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .allSatisfy(step -> assertThat(step.get("success")).isEqualTo(true));
        // of two that store the same row at once PostgreSQL tells one of an "ERROR:"
        assertThat(starts).doesNotContain(" ERROR ");
    }

    @Test
    void whatOnePublishesOrPausesTheOtherKnows() {
        acts.publishOnOneIsOfferedByTheOther(5);
    }

    @Test
    void aTokenOfOneIsRedeemedByTheOtherAndSpentOnBoth() {
        acts.aTokenWorksOnceAmongAll();
    }

    @Test
    void aKeyWorksEverywhereUntilItIsRemoved() {
        acts.aKeyWorksEverywhereUntilItIsRemoved();
    }

    @Test
    void whatFailedOnADeviceIsNotOfferedToItByTheOther() {
        acts.whatFailedOnOneIsNotOfferedByTheOther();
    }

    @Test
    void aHundredParallelUploadsOfOnePackageMakeOneRelease() throws Exception {
        acts.parallelUploadsOfOnePackageMakeOneRelease(100);
    }

    @Test
    void equalRequestsToBothAreDoneOnce() throws Exception {
        acts.equalRequestsAreDoneOnce(8);
    }

    @Test
    void aKilledNodesDeltasAreBuiltByTheOther() throws Exception {
        acts.aKilledNodesDeltasAreBuiltByTheOther(12, 600_000);
    }

    @Test
    void aFrozenNodeOverwritesNothing() throws Exception {
        // more deltas than one node has threads, or the other may get none
        acts.aFrozenNodeOverwritesNothing(12, 600_000, Duration.ofSeconds(4));
    }

    @Test
    void whatAFrozenNodeHadLockedIsFreed() throws Exception {
        acts.whatAFrozenNodeHadLockedIsFreed(12, 600_000);
    }

    @ParameterizedTest
    @EnumSource
    void checksGoOnWithoutTheDatabaseAndNothingPromisedIsLost(ClusterActs.Trouble trouble) throws Exception {
        ClusterActs.Outage outage = acts.checksGoOnWithoutTheDatabase(trouble, 1, Duration.ofSeconds(2));
        assertThat(outage.uploads()).isPositive();
        assertThat(outage.refused()).isPositive();
        assertThat(outage.longestRefusal()).isLessThan(OverHttp.AT_ONCE);
        assertThat(outage.checks()).isGreaterThan(50);
    }

    @ParameterizedTest
    @EnumSource
    void checksGoOnWithoutTheStoreOfBytes(ClusterActs.NoStore trouble) throws Exception {
        assertThat(acts.checksGoOnWithoutTheStore(trouble, Duration.ofSeconds(1)))
                .isGreaterThan(20);
    }

    @Test
    void aRollingUpgradeFailsNoCheckAndNoDownload(@TempDir Path folder) throws Exception {
        Nginx.assumeInstalled();
        acts.aRollingUpgradeFailsNothing(folder, 1);
    }

    @Test
    void packagesComeThroughNginxByHttpsAndKeysByNothingElse(@TempDir Path folder) throws Exception {
        Nginx.assumeInstalled();
        try (DeployedNginx nginx = new DeployedNginx(folder, cluster.a(), cluster.b()).start()) {
            String app = OverHttp.newApp();
            assertThat(nginx.uploadOverHttps(app, new byte[3_000_000])).isEqualTo(201);
            Reply plain = nginx.upload(app, new byte[10], "platform", "ios", "version", "1.0.0");
            assertThat(plain.status()).isEqualTo(403);
            assertThat(plain.problem()).isEqualTo("https-required");
        }
    }
}
