package dev.patchbay.archive;

import dev.patchbay.pack.AppName;
import dev.patchbay.release.Content;
import dev.patchbay.release.RefusedField;
import dev.patchbay.release.ReleaseRecord;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.storage.Spool;
import dev.patchbay.storage.SpooledFile;
import dev.patchbay.storage.StorageRoom;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** Takes an archive apart: its list becomes values that refuse to be wrong, and each of its files is compared with the list. */
@Component
class ArchiveReader {
    private final Spool spool;
    private final StorageRoom room;
    private final ArchiveSettings settings;

    ArchiveReader(Spool spool, StorageRoom room, ArchiveSettings settings) {
        this.spool = spool;
        this.room = room;
        this.settings = settings;
    }

    /** The list, before any file was read. */
    private record Checked(
            AppName name, Listed list, Map<ReleaseRecord, Listed.One> releases, Map<BlobKey, Content> files) {}

    /**
     * @throws RefusedArchive when it is no archive, or not a whole one
     * @throws dev.patchbay.storage.StorageFull when there is no room for its files
     * @throws IOException when it cannot be read or kept; nothing is left then
     */
    ArchivedApp read(InputStream in) throws IOException {
        StrictTar tar = new StrictTar(in);
        Checked app = read(tar);
        room.require(app.files().values().stream().mapToLong(Content::size).sum());
        Map<BlobKey, SpooledFile> files = new HashMap<>();
        boolean whole = false;
        try {
            unpack(tar, app, files);
            whole = true;
            return new ArchivedApp(app.name(), app.list(), app.releases(), files);
        } finally {
            if (!whole) files.values().forEach(SpooledFile::close);
        }
    }

    private Checked read(StrictTar tar) throws IOException {
        StrictTar.Member first = tar.next();
        if (first == null || !first.name().equals(ArchiveFormat.LIST)) {
            throw new RefusedArchive("its first file is not " + ArchiveFormat.LIST);
        }
        if (first.size() > ArchiveFormat.LARGEST_LIST) throw new RefusedArchive("its list is too large");
        byte[] json = tar.bytes().readAllBytes();
        try {
            Listed list = ArchiveFormat.JSON.readValue(json, Listed.class);
            if (list.format() != Listed.FORMAT) throw new RefusedArchive("it is of another version of Patchbay");
            return check(list);
        } catch (JacksonException e) {
            throw new RefusedArchive("its list cannot be read", e);
        } catch (RefusedField e) {
            throw new RefusedArchive("a member of its list is wrong: " + e.getMessage(), e);
        } catch (IllegalArgumentException | NullPointerException | IndexOutOfBoundsException e) {
            throw new RefusedArchive("a member of its list is wrong or missing", e);
        }
    }

    private Checked check(Listed list) {
        if (list.releases().size() > ArchiveFormat.MOST_RELEASES) throw new RefusedArchive("it has too many releases");
        AppName name = AppName.of(list.app());
        ReleaseRecord.requireTime("madeAt", list.madeAt());
        Map<ReleaseRecord, Listed.One> byRecord = new LinkedHashMap<>();
        Map<BlobKey, Content> files = new LinkedHashMap<>();
        Set<String> identities = new HashSet<>();
        for (Listed.One one : list.releases()) {
            ReleaseRecord release = one.record();
            String identity = release.platform() + " " + release.version().canonical() + " " + release.jsVersion();
            if (!identities.add(identity)) throw new RefusedArchive("it has a release twice");
            byRecord.put(release, one);
            for (Content content : release.bytes()) {
                Content before = files.putIfAbsent(content.key(), content);
                boolean same = before == null
                        || before.size() == content.size() && before.md5().equals(content.md5());
                if (!same) throw new RefusedArchive("its list says two things of one file");
            }
            if (one.plan() != null) one.plan().record();
        }
        if (list.halt() != null) list.halt().terms();
        requireAllowed(files.values());
        return new Checked(name, list, byRecord, files);
    }

    /** Counted down, since a sum of what is only said would run over. */
    private void requireAllowed(Collection<Content> files) {
        long left = settings.maxSize().toBytes();
        for (Content file : files) {
            left -= file.size();
            if (left < 0) throw new RefusedArchive("its files have more than patchbay.import.max-size together");
        }
    }

    private void unpack(StrictTar tar, Checked app, Map<BlobKey, SpooledFile> files) throws IOException {
        for (StrictTar.Member member = tar.next(); member != null; member = tar.next()) {
            if (!ArchiveFormat.BLOB.matcher(member.name()).matches()) {
                throw new RefusedArchive("it holds a file that no archive has");
            }
            BlobKey key = new BlobKey(member.name().substring(ArchiveFormat.BLOBS.length()));
            Content listed = app.files().get(key);
            if (listed == null || files.containsKey(key)) {
                throw new RefusedArchive("it holds a file that its list has not, or one twice");
            }
            if (listed.size() != member.size()) throw new RefusedArchive("a file has another size than its list says");
            SpooledFile file = spool.spool(tar.bytes());
            files.put(key, file);
            if (!file.key().equals(key) || !file.md5().equals(listed.md5())) {
                throw new RefusedArchive("a file has other bytes than its list says");
            }
        }
        if (!files.keySet().equals(app.files().keySet())) throw new RefusedArchive("files of its list are missing");
    }
}
