package dev.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;

class KeyRemoverTests extends RunningServer {
    @Autowired
    private KeyRemover remover;

    @Autowired
    private FirstAdminKey first;

    @Autowired
    private ApiKeys keys;

    @Autowired
    private KeyRing ring;

    @AfterEach
    void onlyTheOperatorsKey() {
        keys.deleteAll();
        first.take(ADMIN);
        ring.reload();
    }

    @RepeatedTest(5)
    void ofTwoAdminsWhoDeleteEachOtherOneStays() throws Exception {
        keys.deleteAll();
        for (String id : List.of("1", "2")) {
            KeyGrant grant = new KeyGrant("admin " + id, Role.ADMIN, Set.of(), null);
            keys.save(new ApiKey(id, KeyHash.ofSecret(id), grant, Instant.EPOCH, "test"));
        }

        ExecutorService both = Executors.newFixedThreadPool(2);
        try {
            List<Future<Boolean>> done = both.invokeAll(List.of(removing("1"), removing("2")));
            assertThat(List.of(done.get(0).get(), done.get(1).get())).containsExactlyInAnyOrder(true, false);
        } finally {
            both.shutdownNow();
        }
        assertThat(keys.count()).isEqualTo(1);
    }

    private Callable<Boolean> removing(String id) {
        return () -> {
            try {
                remover.remove(id);
                return true;
            } catch (LastAdminKey e) {
                return false;
            }
        };
    }
}
