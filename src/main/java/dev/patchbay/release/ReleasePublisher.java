package dev.patchbay.release;

import dev.patchbay.pack.AppName;
import dev.patchbay.storage.Durability;
import dev.patchbay.storage.SpooledFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes an upload in: judges it, stores its bytes, enters its releases, all or nothing. */
@Component
public class ReleasePublisher {
    private final UploadJudge judge;
    private final ReleaseRegister register;
    private final Durability durability;
    private final TransactionTemplate transaction;

    ReleasePublisher(
            UploadJudge judge,
            ReleaseRegister register,
            Durability durability,
            PlatformTransactionManager transactions) {
        this.judge = judge;
        this.register = register;
        this.durability = durability;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * When it returns, releases, delta orders and bytes are on disk.
     *
     * @throws dev.patchbay.pack.RefusedPackage when the file is refused
     * @throws RefusedField when something said about it is refused
     * @throws ReleaseConflict when other bytes are known for the same release
     * @throws IOException when the bytes cannot be read or stored; nothing is left then
     */
    public Publication publish(Upload upload) throws IOException {
        return publish(upload, Endorsement.NONE);
    }

    /** The same, with what else is checked and kept in the same transaction. */
    public Publication publish(Upload upload, Endorsement endorsement) throws IOException {
        Publication publication = take(upload, endorsement, false);
        durability.secure();
        return publication;
    }

    /**
     * Judges a file whose fields were refused already, so that the first fault is told first.
     *
     * @throws dev.patchbay.pack.RefusedPackage when the file is refused
     */
    public void inspect(AppName app, SpooledFile file) throws IOException {
        judge.judgeFile(app, file);
    }

    /** Says what {@link #publish} would do, by doing it and taking it back. */
    public Publication rehearse(Upload upload, Endorsement endorsement) throws IOException {
        return take(upload, endorsement, true);
    }

    private Publication take(Upload upload, Endorsement endorsement, boolean rehearsal) throws IOException {
        try (Prepared prepared = judge.judge(upload)) {
            endorsement.inspect(PreparedUpload.of(upload, prepared));
            try {
                return enter(upload, prepared, endorsement, rehearsal);
            } catch (DataIntegrityViolationException e) {
                // who began the transaction has to repeat it
                if (TransactionSynchronizationManager.isActualTransactionActive()) throw e;
                // someone entered the same app or release at the same moment; now it is there to be seen
                return enter(upload, prepared, endorsement, rehearsal);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Publication enter(Upload upload, Prepared prepared, Endorsement endorsement, boolean rehearsal) {
        return transaction.execute(status -> {
            if (rehearsal) status.setRollbackOnly();
            return register.enter(upload, prepared, endorsement, !rehearsal);
        });
    }
}
