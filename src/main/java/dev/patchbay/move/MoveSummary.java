package dev.patchbay.move;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a move.
 *
 * @param already whether all had arrived before, so that nothing was done
 * @param database where the rows are now
 * @param store where the bytes are now
 * @param blobs null when nothing was done
 * @param tables empty when nothing was done
 * @param audit null when nothing was done
 * @param secrets what the nodes have to be given
 */
public record MoveSummary(
        boolean already,
        String database,
        String store,
        @Nullable Blobs blobs,
        List<TableSum> tables,
        @Nullable Audit audit,
        long pendingDeltas,
        List<CarriedSecret> secrets) {
    public MoveSummary {
        tables = List.copyOf(tables);
        secrets = List.copyOf(secrets);
    }

    /**
     * @param carried how many files were written to the target
     * @param alreadyThere how many an earlier try had written
     * @param bytes of all of them
     * @param left the SHA-256 of those that are damaged or missing here and so were left out
     */
    public record Blobs(int carried, int alreadyThere, long bytes, List<String> left) {
        public Blobs {
            left = List.copyOf(left);
        }
    }

    /**
     * The same on both sides.
     *
     * @param sum of the SHA-256 of all rows, in hex
     */
    public record TableSum(String name, long rows, String sum) {}

    /**
     * The chain, which begins in the old installation and goes on in the new one.
     *
     * @param fault what is wrong with it here as there; null when it is whole
     */
    public record Audit(long entries, String head, @Nullable String fault) {}
}
