package dev.patchbay.crash;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The steps between which a server may die: of an upload, of entering it, of verbs and changes, of background jobs, of
 * retention and of removing a key. Each is a place in the server's code.
 */
enum Step {
    UPLOAD_RECEIVED("manage.UploadController.spooled begins", Act.UPLOAD),
    UPLOAD_TAKEN_OVER("storage.Spool.adopt begins", Act.UPLOAD),
    UPLOAD_DIGESTED("storage.Spool.adopt ends", Act.UPLOAD),
    UPLOAD_JUDGED("release.UploadJudge.judge ends", Act.UPLOAD),
    UPLOAD_REWRITTEN("storage.Spool.adopt ends", 2, Act.STORED_UPLOAD),
    UPLOAD_HAS_THE_APP("release.ReleaseRegister.lockOrMake ends", Act.UPLOAD),
    UPLOAD_BEFORE_RENAME("storage.FileSystemBlobStore.place begins", Act.UPLOAD),
    UPLOAD_RENAMED("storage.FolderSync.force begins", Act.UPLOAD),
    UPLOAD_SHELF_FORCED("storage.FolderSync.force ends", Act.UPLOAD),
    UPLOAD_STORED("storage.FileSystemBlobStore.place ends", Act.UPLOAD),
    UPLOAD_ORIGINAL_STORED("storage.FileSystemBlobStore.place ends", 2, Act.STORED_UPLOAD),
    PUBLISH_BEFORE_ROWS("release.ReleaseRegister.save begins", Act.UPLOAD),
    PUBLISH_DELTAS_ORDERED("delta.DeltaJobs.order ends", Act.UPLOAD),
    PUBLISH_AUDITED("audit.AuditTrail.record ends", Act.UPLOAD),
    PUBLISH_FIRST_OF_TWO("release.ReleaseRegister.save ends", Act.UPLOAD),
    PUBLISH_ENTERED("release.ReleaseRegister.enter ends", Act.UPLOAD),
    PUBLISH_COMMITTED("storage.Durability.secure begins", Act.UPLOAD),
    PUBLISH_SECURED("storage.Durability.secure ends", Act.UPLOAD),
    PUBLISH_RENDERED("manage.ReleaseRenderer.render ends", Act.UPLOAD),
    VERB_HAS_THE_APP("release.ReleaseLifecycle.locked ends", Act.PAUSE),
    VERB_AUDITED("audit.AuditTrail.record ends", Act.PAUSE),
    VERB_APPLIED("release.ReleaseLifecycle.applyTo ends", Act.PAUSE),
    VERB_COMMITTED("storage.Durability.secure begins", Act.PAUSE),
    VERB_SECURED("storage.Durability.secure ends", Act.PAUSE),
    VERB_ANSWERED("manage.ReleaseRenderer.answer begins", Act.PAUSE),
    CHANGE_APPLIED("release.ReleaseEditor.editLocked ends", Act.CHANGE),
    CHANGE_COMMITTED("storage.Durability.secure begins", Act.CHANGE),
    ROLLBACK_BEGUN("release.ReleaseRollback.rollBack begins", Act.ROLLBACK),
    ROLLBACK_RETIMED("pack.Retimestamper.retimestamp ends", Act.ROLLBACK),
    ROLLBACK_STORED("storage.FileSystemBlobStore.place ends", Act.ROLLBACK),
    ROLLBACK_BROUGHT_BACK("release.ReleaseRollback.bringBack ends", Act.ROLLBACK),
    ROLLBACK_DONE("release.ReleaseRollback.rollBack ends", Act.ROLLBACK),
    ROLLBACK_COMMITTED("storage.Durability.secure begins", Act.ROLLBACK),
    DELTA_BEGUN("delta.DeltaBuilder.build begins", Act.UPLOAD),
    DELTA_PROVEN("delta.DeltaBuilder.encode ends", Act.UPLOAD),
    DELTA_BEFORE_READY("delta.DeltaDesk.ready begins", Act.UPLOAD),
    DELTA_BEFORE_RENAME("storage.FileSystemBlobStore.place begins", 2, Act.UPLOAD),
    DELTA_RENAMED("storage.FolderSync.force begins", 3, Act.UPLOAD),
    DELTA_STORED("storage.FileSystemBlobStore.place ends", 2, Act.UPLOAD),
    DELTA_READY("delta.DeltaDesk.ready ends", Act.UPLOAD),
    DELTA_COMMITTED("delta.DeltaBuilder.build ends", 2, Act.UPLOAD),
    ENCODING_PROVEN("delta.EncodingBuilder.prove ends", Act.STORED_UPLOAD),
    ENCODING_BEFORE_READY("delta.EncodingDesk.ready begins", Act.STORED_UPLOAD),
    ENCODING_READY("delta.EncodingDesk.ready ends", Act.STORED_UPLOAD),
    RETENTION_MARKED("retention.RetentionRun.mark ends", Act.RETENTION),
    RETENTION_RETIRED("release.ReleaseRetirement.retireLocked ends", Act.RETENTION),
    RETENTION_COMMITTED("storage.Durability.secure begins", Act.RETENTION),
    RETENTION_SECURED("storage.Durability.secure ends", Act.RETENTION),
    RETENTION_NAMES_READ("retention.BlobSweeper.names ends", Act.RETENTION),
    DELETE_BEGUN("storage.FileSystemBlobStore.delete begins", Act.RETENTION),
    DELETE_DONE("storage.FileSystemBlobStore.delete ends", Act.RETENTION),
    DELETE_OF_THE_SECOND("storage.FileSystemBlobStore.delete begins", 2, Act.RETENTION),
    KEY_CHANGE_BEGUN("access.KeyLedger.change begins", Act.KEY_REMOVAL),
    KEY_COMMITTED("storage.Durability.secure begins", Act.KEY_REMOVAL),
    KEY_SECURED("storage.Durability.secure ends", Act.KEY_REMOVAL),
    KEY_CHANGED("access.KeyLedger.change ends", Act.KEY_REMOVAL);

    /** What has a server come to a step. */
    enum Act {
        UPLOAD,
        STORED_UPLOAD,
        PAUSE,
        CHANGE,
        ROLLBACK,
        RETENTION,
        KEY_REMOVAL
    }

    private final String place;
    private final int passage;
    private final Act act;

    Step(String place, Act act) {
        this(place, 1, act);
    }

    Step(String place, int passage, Act act) {
        this.place = "dev.patchbay." + place;
        this.passage = passage;
        this.act = act;
    }

    /** A method and whether it begins or ends. */
    String place() {
        return place;
    }

    /** How often the place is passed, this time included, counted from when the act begins. */
    int passage() {
        return passage;
    }

    Act act() {
        return act;
    }

    /** All methods in which there are steps. */
    static Stream<String> methods() {
        return Arrays.stream(values())
                .map(step -> step.place.substring(0, step.place.indexOf(' ')))
                .distinct()
                .sorted();
    }
}
