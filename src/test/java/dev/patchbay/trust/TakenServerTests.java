package dev.patchbay.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.client.Refused;
import dev.patchbay.pack.AppName;
import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.Platform;
import dev.patchbay.release.Match;
import dev.patchbay.update.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Somebody has the server: its database, its blobs, its own key. He does not have the makers' keys. */
class TakenServerTests extends SignedJourney {
    @TempDir
    Path folder;

    @Autowired
    private DataSource database;

    @Autowired
    private Catalogue catalogue;

    private JdbcTemplate sql;
    private Makers makers;
    private Device device;
    private final byte[] good = patchOf("good");
    private final byte[] better = patchOf("better");
    private final byte[] evil = patchOf("evil");
    private String goodId;
    private String betterId;

    @BeforeEach
    void aDeviceThatRunsTheFirstOfTwo() throws IOException {
        sql = new JdbcTemplate(database);
        makers = makersOf(newApp());
        device = new Device("http://127.0.0.1:" + port(), makers.app, makers.keys(1), folder.resolve("device"), clock);
        goodId = publishSigned(makers, good, 1);
        assertThat(device.update()).isTrue();
        betterId = publishSigned(makers, better, 2);
        finishedDeltasOf(makers.app, betterId);
    }

    /** Lets the device ask in every way, and looks at what it runs. */
    private void theDeviceRunsOnlyWhatWasSigned() throws IOException {
        catalogue.reload();
        clock.advance(java.time.Duration.ofMinutes(1)); // so that heads are read anew
        for (int i = 0; i < 2; i++) {
            try {
                device.update();
            } catch (Refused e) {
                assertThat(e.getMessage()).isNotEmpty();
            } catch (IOException e) {
                assertThat(e.getMessage()).contains("status"); // the server itself refused to hand it out
            }
            assertThat(device.runs()).isIn(new String(good, UTF_8), new String(better, UTF_8));
        }
    }

    private void theDeviceStays() throws IOException {
        byte[] before = device.running();
        theDeviceRunsOnlyWhatWasSigned();
        assertThat(device.running()).isEqualTo(before);
    }

    private void place(byte[] bytes, String sha256) throws IOException {
        Path shelf = Files.createDirectories(home().resolve("blobs").resolve(sha256.substring(0, 2)));
        Files.write(shelf.resolve(sha256), bytes);
    }

    /** Makes the release hand out other bytes. */
    private void rewriteRelease(byte[] bytes) throws IOException {
        place(bytes, DigestUtils.sha256Hex(bytes));
        sql.update("delete from deltas where release_id = ?", Long.valueOf(betterId));
        sql.update(
                "update releases set sha256 = ?, md5 = ?, size_bytes = ? where id = ?",
                DigestUtils.sha256Hex(bytes),
                DigestUtils.md5Hex(bytes),
                bytes.length,
                Long.valueOf(betterId));
    }

    private HeadKey stolen() throws IOException {
        return HeadKey.of(Files.readString(home().resolve("keys/head-key")), "stolen");
    }

    private void rewriteStatement(byte[] document, String signatures) {
        Statement read = Statement.read(document);
        sql.update(
                "update statements set sha256 = ?, sequence = ?, package_sha256 = ?, document = ?, signatures = ?"
                        + " where release_id = ?",
                DigestUtils.sha256Hex(document),
                read.sequence(),
                read.content().sha256().sha256(),
                new String(document, UTF_8),
                signatures,
                Long.valueOf(betterId));
    }

    @Test
    void otherBytesUnderTheSameName() throws IOException {
        place(evil, DigestUtils.sha256Hex(better));
        sql.update("delete from deltas where release_id = ?", Long.valueOf(betterId));
        theDeviceStays();
    }

    @Test
    void otherBytesOnTheWayUnderTheSameAnswer() throws IOException {
        device.where("/download/", evil);
        theDeviceStays();
    }

    @Test
    void anotherDeltaUnderTheNameOfTheRightOne() throws IOException {
        byte[] delta = Files.readAllBytes(home().resolve("blobs")
                .resolve(sql.queryForObject(
                                "select substring(sha256, 1, 2) from deltas where release_id = ? and state = 'ready'",
                                String.class,
                                Long.valueOf(betterId))
                        + "/"
                        + sql.queryForObject(
                                "select sha256 from deltas where release_id = ? and state = 'ready'",
                                String.class,
                                Long.valueOf(betterId))));
        delta[delta.length / 2] ^= 1;
        String sha256 = DigestUtils.sha256Hex(delta);
        place(delta, sha256);
        sql.update("update deltas set sha256 = ? where release_id = ?", sha256, Long.valueOf(betterId));
        theDeviceRunsOnlyWhatWasSigned();
        assertThat(device.running()).isEqualTo(better);
    }

    @Test
    void aReleaseThatNamesOtherBytes() throws IOException {
        rewriteRelease(evil);
        theDeviceStays();
        sql.update(
                "update statements set package_sha256 = ? where release_id = ?",
                DigestUtils.sha256Hex(evil),
                Long.valueOf(betterId));
        catalogue.reload();
        assertThat(download(urlOf(patchCheck(makers.app)))).isEqualTo(evil);
        theDeviceStays();
    }

    @Test
    void aStatementOfHisOwnSignedWithTheServersKey() throws IOException {
        rewriteRelease(evil);
        byte[] document = Makers.json(makers.statement(evil, 3));
        HeadKey stolen = stolen();
        String signature = java.util.Base64.getEncoder().encodeToString(stolen.sign(document));
        // under the name of the release key, so that the server takes it for a standing one
        rewriteStatement(document, makers.release.id() + ":" + signature);
        catalogue.reload();
        assertThat(patchCheck(makers.app).json().path("sequence").asLong()).isEqualTo(3);
        theDeviceStays();
        rewriteStatement(document, stolen.id() + ":" + signature);
        theDeviceStays();
    }

    @Test
    void keysOfHisOwn() throws IOException {
        Makers thief = new Makers(makers.app, clock, headKey());
        byte[] keys = thief.keys(2);
        sql.update(
                "insert into trust_keys (id, app_name, version, document, signatures, added_at, added_by)"
                        + " select max(id) + 1000, ?, 2, ?, ?, max(added_at), 'thief' from trust_keys",
                makers.app,
                new String(keys, UTF_8),
                thief.root.id() + ":" + java.util.Base64.getEncoder().encodeToString(thief.root.sign(keys)));
        rewriteRelease(evil);
        byte[] document = Makers.json(thief.statement(evil, 3));
        rewriteStatement(
                document,
                thief.release.id() + ":" + java.util.Base64.getEncoder().encodeToString(thief.release.sign(document)));
        catalogue.reload();
        assertThat(patchCheck(makers.app).json().path("sequence").asLong()).isEqualTo(3);
        theDeviceStays();
    }

    @Test
    void anOlderReleaseWithAFreshHeadOfTheStolenKey() throws IOException {
        assertThat(device.update()).isTrue();
        assertThat(device.running()).isEqualTo(better);
        String statement = sql.queryForObject(
                "select sha256 from statements where release_id = ?", String.class, Long.valueOf(goodId));
        sql.update("update releases set state = 'withdrawn', rolled_back = true where id = ?", Long.valueOf(betterId));
        Rule rule = new Rule(AppName.of(makers.app), Platform.IOS, NativeVersion.of("1.0.0"), Match.UP_TO);
        HeadRecord head = HeadRecord.sign(
                rule, List.of(new HeadRecord.Current(1, statement)), clock.instant(), HeadRecords.LIFE, null, stolen());
        device.where("/heads/", Makers.json(head.envelope()));
        catalogue.reload();
        assertThat(patchCheck(makers.app).json().path("sequence").asLong()).isEqualTo(1);
        theDeviceStays();
    }

    @Test
    void anotherAppsReleaseMovedOver() throws IOException {
        Makers others = makersOf(newApp());
        byte[] foreign = patchOf("foreign");
        String foreignId = publishSigned(others, foreign, 9);
        rewriteRelease(foreign);
        Map<String, Object> row = sql.queryForMap(
                "select sha256, sequence, package_sha256, document, signatures from statements where release_id = ?",
                Long.valueOf(foreignId));
        sql.update(
                "update statements set sha256 = ?, sequence = ?, package_sha256 = ?, document = ?, signatures = ?"
                        + " where release_id = ?",
                row.get("sha256"),
                row.get("sequence"),
                row.get("package_sha256"),
                row.get("document"),
                makers.release.id() + ":" + row.get("signatures").toString().split(":")[1],
                Long.valueOf(betterId));
        theDeviceStays();
    }

    @Test
    void removingIsNotHisToSay() throws IOException {
        device.where("/version", "{\"update\":false,\"remove\":true,\"message\":\"drop it\"}".getBytes(UTF_8));
        theDeviceStays();
    }
}
