package dev.patchbay.delta;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.boot.config.DbSchedulerStarter;
import com.github.kagkarlsson.scheduler.boot.config.startup.ContextReadyStart;
import dev.patchbay.Journey;
import dev.patchbay.storage.BlobStore;
import dev.patchbay.storage.Spool;
import dev.patchbay.storage.SpooledFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What becomes of the work of a job that is somebody else's by now. */
class LateJobTests extends Journey {
    private static final Lease OVER = new Lease(DeltaJobs.BUILD, "0", "nobody", 1);

    @Autowired
    private DeltaDesk deltas;

    @Autowired
    private EncodingDesk encodings;

    @Autowired
    private Spool spool;

    @Autowired
    private BlobStore blobs;

    @Autowired
    private DbSchedulerStarter starter;

    @Test
    void leavesNoBytesThatNobodyNames() throws IOException {
        String app = newApp();
        try (SpooledFile file = spool.write(out -> out.write(app.getBytes(StandardCharsets.UTF_8)))) {
            deltas.ready(OVER, 0, file);
            encodings.ready(OVER, 0, file);
            assertThat(blobs.find(file.key())).isEmpty();
        }
    }

    /** Else a server that starts would give back, as those of its dead predecessor, the jobs it has just taken. */
    @Test
    void jobsAreTakenOnlyOnceThoseOfTheDeadAreGivenBack() {
        assertThat(starter).isInstanceOf(ContextReadyStart.class);
    }
}
