package dev.patchbay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Nodes behind the nginx of deploy/nginx are stopped and started one after the other, while devices ask and download. */
final class RollingUpgrade {
    /** What nodes need for it; the notice is more than nginx's fail_timeout, as in deploy/compose.yaml. */
    static final List<String> SETTINGS =
            List.of("--patchbay.trusted-proxies=127.0.0.1", "--patchbay.shutdown.notice=3s");

    private static final int PACKAGE = 1 << 20;

    private final Cluster cluster;
    private final Path folder;
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicInteger checks = new AtomicInteger();
    private final AtomicInteger downloads = new AtomicInteger();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    RollingUpgrade(Cluster cluster, Path folder) {
        this.cluster = cluster;
        this.folder = folder;
    }

    /** What devices saw. */
    record Outcome(int checks, int downloads, List<String> failures) {}

    /** An orderly stop and a start of each node, so many times. */
    Outcome run(int times) throws Exception {
        return during(true, () -> {
            for (int i = 0; i < times; i++) {
                replace(cluster.a());
                replace(cluster.b());
            }
        });
    }

    /** One node is killed; what it was sending breaks off, so nobody downloads. */
    Outcome killed(int times) throws Exception {
        return during(false, () -> {
            for (int i = 0; i < times; i++) {
                Thread.sleep(500);
                cluster.b().kill();
                cluster.b().begin().untilItAnswers();
            }
        });
    }

    private Outcome during(boolean downloading, Trouble trouble) throws Exception {
        byte[] patch = ClusterActs.bytes(PACKAGE, 5);
        String patches = OverHttp.newApp();
        String pages = OverHttp.newApp();
        byte[] zip = ErosZip.of(pages, "once").bytes();
        try (DeployedNginx nginx = new DeployedNginx(folder, cluster.a(), cluster.b()).start()) {
            cluster.a().publishPatch(patches, patch, "1.0.0");
            cluster.b().publish(pages, zip, "platform", "ios");
            await().until(() -> bothKnow(patches, pages));
            ExecutorService devices = Executors.newFixedThreadPool(4);
            try {
                List<Future<?>> all = new ArrayList<>();
                all.add(devices.submit(() -> repeat(() -> checks(nginx, patches, pages))));
                all.add(devices.submit(() -> repeat(() -> checks(nginx, patches, pages))));
                if (downloading) {
                    all.add(devices.submit(() -> repeat(() -> oneTimeLink(nginx, patches, patch))));
                    all.add(devices.submit(() -> repeat(() -> stableLink(nginx, pages, zip))));
                }
                trouble.run();
                Thread.sleep(500);
                over.set(true);
                for (Future<?> one : all) one.get(1, TimeUnit.MINUTES);
            } finally {
                over.set(true);
                devices.shutdownNow();
            }
        }
        return new Outcome(checks.get(), downloads.get(), List.copyOf(failures));
    }

    private boolean bothKnow(String patches, String pages) {
        return List.of(cluster.a(), cluster.b()).stream()
                .allMatch(node -> node.patchCheck(patches).json().path("update").asBoolean()
                        && OverHttp.resCode(node.erosCheck(pages, "")) == 0);
    }

    private static void replace(ClusterNode node) throws Exception {
        Thread.sleep(500);
        node.stop();
        node.begin().untilItAnswers();
        await().until(() -> node.get("/actuator/health/devices").status() == 200);
    }

    // devices

    private interface Act {
        void run();
    }

    private interface Trouble {
        void run() throws Exception;
    }

    private void repeat(Act act) {
        while (!over.get()) {
            try {
                act.run();
                Thread.sleep(40);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | AssertionError e) {
                failures.add(e.toString());
            }
        }
    }

    private void checks(DeployedNginx nginx, String patches, String pages) {
        OverHttp.urlOf(checked(nginx.patchCheck(patches, "deviceId", "device-" + checks.get())));
        OverHttp.pathOf(checked(nginx.erosCheck(pages, "")));
    }

    private Reply checked(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        checks.incrementAndGet();
        return reply;
    }

    /** Large, so that some are under way when a node is told to stop. */
    private void oneTimeLink(DeployedNginx nginx, String patches, byte[] patch) {
        downloaded(nginx, OverHttp.urlOf(checked(nginx.patchCheck(patches))), patch);
    }

    private void stableLink(DeployedNginx nginx, String pages, byte[] zip) {
        String link = OverHttp.pathOf(checked(nginx.erosCheck(pages, "")));
        assertThat(link).startsWith("http://127.0.0.1:" + nginx.port() + "/app/");
        downloaded(nginx, link, zip);
    }

    private void downloaded(DeployedNginx nginx, String link, byte[] expected) {
        Reply reply = nginx.fetch(link);
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        assertThat(Arrays.equals(reply.bytes(), expected)).isTrue();
        downloads.incrementAndGet();
    }
}
