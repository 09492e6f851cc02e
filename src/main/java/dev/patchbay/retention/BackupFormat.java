package dev.patchbay.retention;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a backup looks like: a tar of the database ({@code database.zip}, as H2 writes it), the key files, the blobs, and at
 * its very end a list of all that with sizes and digests, so that an archive which broke off is known by its missing list.
 */
final class BackupFormat {
    static final int VERSION = 1;
    static final String DATABASE = "database.zip";
    static final String MANIFEST = "manifest.json";
    static final String KEYS = "keys/";
    static final String BLOBS = "blobs/";
    static final String DATABASE_FILE = "patchbay.mv.db";
    static final Pattern KEY_FILE = Pattern.compile("keys/[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    static final Pattern BLOB = Pattern.compile("blobs/[0-9a-f]{64}");

    private BackupFormat() {}

    /** A file of the archive. */
    record Member(String name, long size, String sha256) {}

    /**
     * @param format {@link #VERSION}
     * @param damaged names of members that were damaged already when they were read
     */
    record Manifest(int format, String madeAt, List<Member> members, List<String> damaged) {
        Map<String, Member> byName() {
            return members.stream().collect(Collectors.toMap(Member::name, member -> member));
        }

        static Manifest of(Instant at, List<Member> members, List<String> damaged) {
            return new Manifest(VERSION, at.toString(), List.copyOf(members), List.copyOf(damaged));
        }
    }
}
