package dev.patchbay.release;

import jakarta.persistence.QueryHint;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hibernate.jpa.HibernateHints;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.QueryHints;
import org.springframework.data.repository.Repository;

/** All releases of all apps. */
public interface Releases extends Repository<Release, Long> {
    Release save(Release release);

    /** Saves at once, so that the row version is the one that others will see. */
    Release saveAndFlush(Release release);

    Optional<Release> findById(long id);

    Optional<Release> findByIdAndAppName(long id, String appName);

    @Query("""
            select r from Release r
            where r.appName = :app and r.platform = :platform and r.versionKey = :versionKey and r.jsVersion = :jsVersion
            """)
    Optional<Release> identified(String app, String platform, String versionKey, String jsVersion);

    /** Releases of the same platform and version that were uploaded under this jsVersion and written again. */
    @Query("""
            select r from Release r
            where r.appName = :app and r.platform = :platform and r.versionKey = :versionKey
              and r.originalJsVersion = :jsVersion
            """)
    List<Release> writtenFrom(String app, String platform, String versionKey, String jsVersion);

    /**
     * Everything an app has on a platform, with its contents, each once, newest first. It is ordered by all columns of an index, or
     * H2 sorts it.
     */
    @Query("""
            select r from Release r left join fetch r.otherContents
            where r.appName = :app and r.platform = :platform
            order by r.appName desc, r.platform desc, r.packageTimestamp desc, r.id desc
            """)
    List<Release> line(String app, String platform);

    /**
     * What the releases of an app and platform are known by: id, jsVersion, the original's jsVersion or null, SHA-256 of the full
     * package and its size in bytes, or null for both.
     */
    @Query("""
            select r.id, r.jsVersion, r.originalJsVersion, r.full.sha256, r.full.size from Release r
            where r.appName = :app and r.platform = :platform
            """)
    List<Object[]> names(String app, String platform);

    /** Pairs of a release's id and the SHA-256 of what is known beside its full package. */
    @Query("""
            select r.id, k.content.sha256 from Release r join r.otherContents k
            where r.appName = :app and r.platform = :platform
            """)
    List<Object[]> otherContents(String app, String platform);

    /**
     * A piece of what an app has on a platform under one match rule, newest first: older than the release of the one timestamp
     * and id, newer than that of the other. It is ordered by all columns of an index, or H2 sorts the app's whole line.
     */
    @Query("""
            select r from Release r
            where r.appName = :app and r.platform = :platform and r.matchRule = :match
              and r.packageTimestamp between :least and :most
              and (r.packageTimestamp < :most or r.id < :before) and (r.packageTimestamp > :least or r.id > :after)
            order by r.appName desc, r.platform desc, r.matchRule desc, r.packageTimestamp desc, r.id desc
            """)
    List<Release> matching(
            String app, String platform, String match, long most, long before, long least, long after, Limit limit);

    /** The same for one native version. */
    @Query("""
            select r from Release r
            where r.appName = :app and r.platform = :platform and r.matchRule = :match and r.versionKey = :versionKey
              and r.packageTimestamp between :least and :most
              and (r.packageTimestamp < :most or r.id < :before) and (r.packageTimestamp > :least or r.id > :after)
            order by r.appName desc, r.platform desc, r.matchRule desc, r.versionKey desc,
              r.packageTimestamp desc, r.id desc
            """)
    List<Release> matching(
            String app,
            String platform,
            String match,
            String versionKey,
            long most,
            long before,
            long least,
            long after,
            Limit limit);

    @Query("select r from Release r where r.id in :ids")
    List<Release> withIds(Collection<Long> ids);

    /** Pairs of id and timestamp. */
    @Query("select r.id, r.packageTimestamp from Release r where r.id in :ids")
    List<Object[]> timestampsOf(Collection<Long> ids);

    /**
     * The SHA-256 of what is handed out under a jsVersion. It sees what was flushed: asked for each base of a release, it would
     * have Hibernate look through all that an import has loaded each time.
     */
    @QueryHints(@QueryHint(name = HibernateHints.HINT_FLUSH_MODE, value = "COMMIT"))
    @Query("""
            select r.full.sha256 from Release r
            where r.appName = :app and r.platform = :platform and r.jsVersion = :jsVersion and r.full.sha256 is not null
            """)
    List<String> handedOutAs(String app, String platform, String jsVersion);

    /** The contents that are known beside those handed out: pairs of jsVersion and SHA-256. It sees what was flushed, too. */
    @QueryHints(@QueryHint(name = HibernateHints.HINT_FLUSH_MODE, value = "COMMIT"))
    @Query("""
            select k.jsVersion, k.content.sha256 from Release r join r.otherContents k
            where r.appName = :app and r.platform = :platform and k.jsVersion in :jsVersions
            """)
    List<Object[]> knownAs(String app, String platform, Collection<String> jsVersions);

    /** When the releases whose files say no time were published, the latest first. */
    @Query("""
            select r.packageTimestamp from Release r
            where r.appName = :app and r.platform = :platform and r.eros = false and r.state <> 'draft'
            order by r.appName desc, r.platform desc, r.packageTimestamp desc, r.id desc
            """)
    List<Long> publishingTimes(String app, String platform, Limit limit);

    /** What a package of the app on the platform has to be newer than; null when there is none. */
    @Query("select max(r.packageTimestamp) from Release r where r.appName = :app and r.platform = :platform")
    @Nullable
    Long newest(String app, String platform);

    /** The earliest first. */
    @Query("select r from Release r where r.appName = :app order by r.id")
    List<Release> allOf(String app);

    /** Each app and platform that has a release: pairs of names. */
    @Query("select distinct r.appName, r.platform from Release r")
    List<Object[]> lines();

    /** The SHA-256 of all that releases hand out. */
    @Query("select r.full.sha256 from Release r where r.full.sha256 is not null and r.bytesGoneAt is null")
    Set<String> namedAsFull();

    /** The SHA-256 of all that is kept because devices may hold it. */
    @Query("select k.content.sha256 from Release r join r.otherContents k where r.bytesGoneAt is null")
    Set<String> namedAsKnown();

    /** The packages that devices may be offered, the newest first. */
    @Query("""
            select r.full from Release r
            where r.full.sha256 is not null and r.bytesGoneAt is null and r.embedded = false
              and (r.state = 'published' or r.state = 'paused')
            order by r.id desc
            """)
    List<Content> offered();

    @Query("select r from Release r where r.full.sha256 = :sha256 and r.bytesGoneAt is null order by r.id desc")
    List<Release> handingOut(String sha256);

    @Query("select r.id from Release r where r.state = 'withdrawn'")
    List<Long> withdrawnIds();

    /** A page of an app's releases, newest first, after the release of the given timestamp and id. */
    @Query("""
            select r from Release r
            where r.appName = :app
              and (:platform is null or r.platform = :platform)
              and (:state is null or r.state = :state)
              and r.packageTimestamp <= :timestamp and (r.packageTimestamp < :timestamp or r.id < :id)
            order by r.appName desc, r.packageTimestamp desc, r.id desc
            """)
    List<Release> page(
            String app, @Nullable String platform, @Nullable String state, long timestamp, long id, Limit limit);
}
