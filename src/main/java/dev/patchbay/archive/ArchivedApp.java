package dev.patchbay.archive;

import dev.patchbay.pack.AppName;
import dev.patchbay.release.ReleaseRecord;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.storage.SpooledFile;
import java.util.Map;

/**
 * What an archive holds, whole and in values that are right; closing it removes the files that nobody took over.
 *
 * @param releases with what else the list says of them, the earliest first
 * @param files by their SHA-256, each as the list has it
 */
record ArchivedApp(AppName name, Listed list, Map<ReleaseRecord, Listed.One> releases, Map<BlobKey, SpooledFile> files)
        implements AutoCloseable {
    @Override
    public void close() {
        files.values().forEach(SpooledFile::close);
    }
}
