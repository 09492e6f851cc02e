package dev.patchbay.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.Reply;
import dev.patchbay.client.AppKeys;
import dev.patchbay.client.Refused;
import dev.patchbay.pack.AppName;
import dev.patchbay.pack.NativeVersion;
import dev.patchbay.pack.Platform;
import dev.patchbay.release.Match;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A device against the running server, with somebody between them who may answer as he likes and may have stolen the server's
 * own key: after the conformance suite of The Update Framework.
 */
class DeviceTrustTests extends SignedJourney {
    @TempDir
    Path folder;

    private int devices;

    private Device deviceOf(Makers makers) throws IOException {
        return deviceOf(makers, makers.keys(1));
    }

    private Device deviceOf(Makers makers, byte[] pinned) throws IOException {
        Path own = Files.createDirectory(folder.resolve("device-" + ++devices));
        return new Device("http://127.0.0.1:" + port(), makers.app, pinned, own, clock);
    }

    private static void refuses(Device device, String why) throws IOException {
        byte[] before = device.running();
        assertThatThrownBy(device::update).isInstanceOf(Refused.class).hasMessageContaining(why);
        assertThat(device.running()).isEqualTo(before);
    }

    private static void gets(Device device, byte[] bytes) throws IOException {
        assertThat(device.update()).isTrue();
        assertThat(device.running()).isEqualTo(bytes);
    }

    private static byte[] signatures(byte[] document, Signer... signers) {
        List<Object> list = new ArrayList<>();
        for (Signer signer : signers) list.add(signature(signer.id(), signer, document));
        return Makers.json(Map.of("signatures", list));
    }

    private static Map<String, Object> signature(String keyId, Signer signer, byte[] document) {
        return Map.of("keyId", keyId, "signature", Base64.getEncoder().encodeToString(signer.sign(document)));
    }

    /** The network hands out another statement, and the thief of the server's key says that it is current. */
    private void forge(Device device, Makers makers, byte[] document, byte[] signatures) throws IOException {
        device.where("/statements/", document).where(".sig", signatures);
        device.where("/heads/", stolenHead(makers, document, clock.instant()));
    }

    private byte[] stolenHead(Makers makers, byte[] document, Instant at) throws IOException {
        long sequence = dev.patchbay.trust.Statement.read(document).sequence();
        return stolenHead(makers, sequence, org.apache.commons.codec.digest.DigestUtils.sha256Hex(document), at);
    }

    private byte[] stolenHead(Makers makers, long sequence, String statement, Instant at) throws IOException {
        HeadKey stolen = HeadKey.of(Files.readString(home().resolve("keys/head-key")), "stolen");
        Rule rule = new Rule(AppName.of(makers.app), Platform.IOS, NativeVersion.of("1.0.0"), Match.UP_TO);
        HeadRecord head = HeadRecord.sign(
                rule, List.of(new HeadRecord.Current(sequence, statement)), at, HeadRecords.LIFE, null, stolen);
        return Makers.json(head.envelope());
    }

    // what is as it should be

    @Test
    void aDeviceRunsWhatItsMakersSignedFirstInFullAndThenByDelta() throws IOException {
        Makers makers = makersOf(newApp());
        byte[] first = patchOf("first");
        publishSigned(makers, first, 1);
        Device device = deviceOf(makers);
        gets(device, first);
        assertThat(device.update()).isFalse();

        byte[] second = patchOf("second");
        finishedDeltasOf(makers.app, publishSigned(makers, second, 2));
        device.asked.clear();
        gets(device, second);
        assertThat(device.asked.stream().filter("/api/patch/version"::equals)).hasSize(1);
    }

    @Test
    void aDeviceThatSendsANonceGetsAHeadRecordOfItsOwn() throws IOException {
        Makers makers = makersOf(newApp());
        byte[] first = patchOf("first");
        publishSigned(makers, first, 1);
        Device device = deviceOf(makers);
        device.nonce = "0123456789abcdef0123";
        gets(device, first);
        assertThat(device.asked).noneMatch(url -> url.contains("/heads/"));
        Reply stays = patchCheck(
                makers.app, "nonce", device.nonce, "md5", org.apache.commons.codec.digest.DigestUtils.md5Hex(first));
        assertThat(stays.json().path("update").asBoolean(true)).isFalse();
        assertThat(new String(
                        Base64.getDecoder()
                                .decode(stays.json().at("/signedHead/signed").asString()),
                        UTF_8))
                .contains(device.nonce);
        for (Object odd : new Object[] {7, "short", "x".repeat(65), Map.of()}) {
            Reply plain = patchCheck(makers.app, "nonce", odd);
            assertThat(plain.json().path("update").asBoolean())
                    .as(plain.toString())
                    .isTrue();
            assertThat(plain.json().has("signedHead")).isFalse();
        }
    }

    @Test
    void devicesInsideAndOutsideOfAGrayReleaseBothGetWhatIsCurrent() throws IOException {
        Makers makers = makersOf(newApp());
        byte[] all = patchOf("all");
        byte[] few = patchOf("few");
        publishSigned(makers, all, 1);
        accepted(send(makers, few, makers.statement(few, 2), List.of(makers.release), "rollout", "0"));
        Device outside = deviceOf(makers);
        gets(outside, all);
    }

    // signatures

    @Test
    void unsigned() throws IOException {
        Makers makers = makersOf(newApp());
        publishPatch(makers.app, patchOf("unsigned"), "1.0.0");
        refuses(deviceOf(makers), "nobody signed");
    }

    @Test
    void signedWithAWrongKey() throws IOException {
        Makers makers = makersOf(newApp());
        byte[] bytes = patchOf("x");
        publishSigned(makers, bytes, 1);
        Signer stranger = Signer.ec();
        byte[] document = Makers.json(makers.statement(bytes, 1));
        Device device = deviceOf(makers);
        forge(device, makers, document, signatures(document, stranger));
        refuses(device, "signed by 0 keys");
        forge(
                device,
                makers,
                document,
                Makers.json(Map.of("signatures", List.of(signature(makers.release.id(), stranger, document)))));
        refuses(device, "signed by 0 keys");
    }

    @Test
    void signedWithAKeyOfTheWrongRole() throws IOException {
        Makers makers = makersOf(newApp());
        byte[] bytes = patchOf("x");
        publishSigned(makers, bytes, 1);
        byte[] document = Makers.json(makers.statement(bytes, 1));
        Device device = deviceOf(makers);
        forge(device, makers, document, signatures(document, makers.root));
        refuses(device, "of the role release");
        HeadKey stolen = HeadKey.of(Files.readString(home().resolve("keys/head-key")), "stolen");
        byte[] byTheServer = Makers.json(Map.of(
                "signatures",
                List.of(Map.of(
                        "keyId",
                        stolen.id(),
                        "signature",
                        Base64.getEncoder().encodeToString(stolen.sign(document))))));
        forge(device, makers, document, byTheServer);
        refuses(device, "of the role release");
    }

    @Test
    void signedTwiceWithTheSameKeyWhereTwoAreNeeded() throws IOException {
        Makers makers = new Makers(newApp(), clock, headKey());
        Signer second = Signer.rsa();
        byte[] keys = Makers.json(makers.keys(1, List.of(makers.root), List.of(makers.release, second), 2));
        accepted(sendKeys(makers, keys, makers.root));
        byte[] bytes = patchOf("x");
        accepted(send(makers, bytes, makers.statement(bytes, 1), List.of(makers.release, second)));
        byte[] document = Makers.json(makers.statement(bytes, 1));
        Device device = deviceOf(makers, keys);
        forge(device, makers, document, signatures(document, makers.release, makers.release));
        refuses(device, "signed by 1 keys");
        gets(device.honestly(), bytes);
    }

    @Test
    void aTamperedStatement() throws IOException {
        Makers makers = makersOf(newApp());
        byte[] bytes = patchOf("x");
        byte[] document = Makers.json(makers.statement(bytes, 1));
        accepted(send(makers, bytes, document, List.of(makers.release)));
        Device device = deviceOf(makers);
        byte[] tampered = new String(document, UTF_8)
                .replace("\"sequence\":1", "\"sequence\":2")
                .getBytes(UTF_8);
        forge(device, makers, tampered, signatures(document, makers.release));
        refuses(device, "signed by 0 keys");
        gets(device.honestly(), bytes);
    }

    // bytes

    @Test
    void aTamperedPackage() throws IOException {
        Makers makers = makersOf(newApp());
        byte[] bytes = patchOf("x");
        publishSigned(makers, bytes, 1);
        Device device = deviceOf(makers);
        byte[] other = bytes.clone();
        other[17] ^= 1;
        device.where("/download/", other);
        refuses(device, "not the bytes that were signed");
        gets(device.honestly(), bytes);
    }

    @Test
    void aTamperedDeltaGivesWayToTheFullPackage() throws IOException {
        Makers makers = makersOf(newApp());
        byte[] first = patchOf("first");
        publishSigned(makers, first, 1);
        Device device = deviceOf(makers);
        gets(device, first);
        byte[] second = patchOf("second");
        finishedDeltasOf(makers.app, publishSigned(makers, second, 2));
        byte[] delta = get(urlOf(patchCheck(
                        makers.app, "isDiff", true, "md5", org.apache.commons.codec.digest.DigestUtils.md5Hex(first))))
                .bytes();
        assertThat(new String(delta, UTF_8)).startsWith("BSDIFF40");
        AtomicLong downloads = new AtomicLong();
        byte[] tampered = delta.clone();
        tampered[delta.length / 2] ^= 4;
        device.whereStream(
                "/download/",
                () -> downloads.incrementAndGet() == 1 ? new java.io.ByteArrayInputStream(tampered) : null);
        gets(device, second);
        assertThat(downloads).hasValue(2);
    }

    @Test
    void aTruncatedPackage() throws IOException {
        Makers makers = makersOf(newApp());
        byte[] bytes = patchOf("x");
        publishSigned(makers, bytes, 1);
        Device device = deviceOf(makers).where("/download/", Arrays.copyOf(bytes, bytes.length - 1));
        refuses(device, "fewer bytes");
        gets(device.honestly(), bytes);
    }

    @Test
    void endlessData() throws IOException {
        Makers makers = makersOf(newApp());
        byte[] bytes = patchOf("x");
        publishSigned(makers, bytes, 1);
        for (String what : List.of("/download/", "/statements/", ".sig", "/heads/", "/keys/2.json")) {
            AtomicLong read = new AtomicLong();
            Device device = deviceOf(makers).whereStream(what, () -> endless(read));
            refuses(device, what.equals("/download/") ? "more bytes" : "larger than allowed");
            assertThat(read.get()).as(what).isLessThan(200_000);
        }
    }

    private static InputStream endless(AtomicLong read) {
        return new InputStream() {
            @Override
            public int read() {
                read.incrementAndGet();
                return ' ';
            }
        };
    }

    // mixing up

    @Test
    void anotherAppsStatement() throws IOException {
        Makers makers = makersOf(newApp());
        byte[] bytes = patchOf("x");
        publishSigned(makers, bytes, 1);
        Map<String, Object> other = makers.statement(bytes, 1);
        other.put("app", "other");
        byte[] document = Makers.json(other);
        Device device = deviceOf(makers);
        forge(device, makers, document, signatures(document, makers.release));
        refuses(device, "another app");
    }

    @Test
    void anotherPlatformsStatement() throws IOException {
        Makers makers = makersOf(newApp());
        byte[] bytes = patchOf("x");
        publishSigned(makers, bytes, 1);
        Device device = deviceOf(makers);
        byte[] document = Makers.json(makers.statement(
                bytes, 1, org.apache.commons.codec.digest.DigestUtils.md5Hex(bytes), "up-to", "android"));
        forge(device, makers, document, signatures(document, makers.release));
        refuses(device, "another platform or version");
        Map<String, Object> older = makers.statement(bytes, 1);
        older.put("platforms", List.of(Map.of("platform", "ios", "version", "0.9", "match", "up-to")));
        byte[] forOlder = Makers.json(older);
        forge(device.honestly(), makers, forOlder, signatures(forOlder, makers.release));
        refuses(device, "another platform or version");
    }

    // time

    @Test
    void anExpiredStatement() throws IOException {
        Makers makers = makersOf(newApp());
        byte[] bytes = patchOf("x");
        publishSigned(makers, bytes, 1);
        Device device = deviceOf(makers);
        device.later = Duration.ofDays(101).toMillis();
        refuses(device, "an expired statement");
        device.later = 0;
        gets(device, bytes);
    }

    @Test
    void anExpiredHead() throws IOException {
        Makers makers = makersOf(newApp());
        byte[] bytes = patchOf("x");
        publishSigned(makers, bytes, 1);
        Device device = deviceOf(makers);
        device.later = Duration.ofHours(25).toMillis();
        refuses(device, "an expired head record");
        byte[] longLived = Makers.json(HeadRecord.sign(
                        new Rule(AppName.of(makers.app), Platform.IOS, NativeVersion.of("1.0.0"), Match.UP_TO),
                        List.of(new HeadRecord.Current(1, "a".repeat(64))),
                        clock.instant(),
                        Duration.ofDays(30),
                        null,
                        HeadKey.of(Files.readString(home().resolve("keys/head-key")), "stolen"))
                .envelope());
        device.later = 0;
        device.where("/heads/", longLived);
        refuses(device, "lives too long");
    }

    @Test
    void aReplayedHead() throws IOException {
        Makers makers = makersOf(newApp());
        byte[] first = patchOf("first");
        publishSigned(makers, first, 1);
        byte[] oldAnswer = patchCheck(makers.app).bytes();
        byte[] oldHead = get(patchCheck(makers.app).text("head")).bytes();
        byte[] second = patchOf("second");
        publishSigned(makers, second, 2);
        Device device = deviceOf(makers);
        gets(device, second);

        // the old head with the old statement: both are signed, and neither has expired
        refuses(device.where("/version", oldAnswer).where("/heads/", oldHead), "sequence 1 after one of 2");
        // the old head with the new statement
        Device fresh = deviceOf(makers).where("/heads/", oldHead);
        refuses(fresh, "does not name as current");
        // whoever asked with a nonce is answered with that nonce
        Device asking = deviceOf(makers);
        asking.nonce = "a-nonce-of-this-device-0";
        byte[] toAnother =
                patchCheck(makers.app, "nonce", "a-nonce-of-another-one").bytes();
        refuses(asking.where("/version", toAnother), "another question");
        refuses(asking.honestly().where("/version", patchCheck(makers.app).bytes()), "no head record for the nonce");
    }

    // sequence

    @Test
    void aLowerSequence() throws IOException {
        Makers makers = makersOf(newApp());
        byte[] first = patchOf("first");
        byte[] old = Makers.json(makers.statement(first, 1));
        accepted(send(makers, first, old, List.of(makers.release)));
        byte[] second = patchOf("second");
        publishSigned(makers, second, 2);
        Device device = deviceOf(makers);
        gets(device, second);
        forge(device, makers, old, signatures(old, makers.release));
        device.where("/download/", first)
                .where("/version", patchCheck(makers.app).bytes());
        refuses(device, "sequence 1 after one of 2");
    }

    @Test
    void anEqualSequenceWithOtherBytes() throws IOException {
        Makers makers = makersOf(newApp());
        byte[] bytes = patchOf("right");
        publishSigned(makers, bytes, 5);
        byte[] answer = patchCheck(makers.app).bytes();
        Device device = deviceOf(makers);
        gets(device, bytes);
        byte[] other = patchOf("other");
        byte[] document = Makers.json(makers.statement(other, 5));
        forge(device, makers, document, signatures(document, makers.release));
        refuses(device.where("/version", answer), "same sequence");
    }

    @Test
    void whoStoleTheServersKeyCannotFastForward() throws IOException {
        Makers makers = makersOf(newApp());
        byte[] first = patchOf("first");
        publishSigned(makers, first, 1);
        Device device = deviceOf(makers);
        gets(device, first);
        byte[] answer = patchCheck(makers.app).bytes();
        device.where("/version", answer)
                .where("/heads/", stolenHead(makers, SignedJson.MOST, "b".repeat(64), clock.instant()));
        refuses(device, "does not name as current");
        byte[] second = patchOf("second");
        publishSigned(makers, second, 2);
        gets(device.honestly(), second);
    }

    @Test
    void aFastForwardWithAStolenReleaseKeyIsOvercomeByTakingTheKeyAway() throws IOException {
        Makers makers = makersOf(newApp());
        byte[] first = patchOf("first");
        publishSigned(makers, first, 1);
        Device device = deviceOf(makers);
        gets(device, first);
        byte[] evil = patchOf("evil");
        byte[] document = Makers.json(makers.statement(evil, SignedJson.MOST));
        forge(device, makers, document, signatures(document, makers.release));
        device.where("/version", patchCheck(makers.app).bytes()).where("/download/", evil);
        gets(device, evil); // the key is stolen: until it is taken away, this is what its makers signed

        byte[] pinned = makers.keys(1);
        makers.release = Signer.ec();
        accepted(sendKeys(makers, makers.keys(2), makers.root));
        byte[] second = patchOf("second");
        publishSigned(makers, second, 2);
        assertThat(pinned).isNotEmpty();
        gets(device.honestly(), second);
    }

    // keys of trust

    @Test
    void aRotationIsFollowedVersionByVersion() throws IOException {
        Makers makers = makersOf(newApp());
        byte[] pinned = makers.keys(1);
        byte[] first = patchOf("first");
        publishSigned(makers, first, 1);
        Device device = deviceOf(makers, pinned);
        gets(device, first);
        byte[] oldStatement = Makers.json(makers.statement(patchOf("leaked"), 9));
        byte[] oldSignature = signatures(oldStatement, makers.release);

        Signer firstRoot = makers.root;
        makers.root = Signer.rsa();
        makers.release = Signer.rsa();
        accepted(sendKeys(makers, makers.keys(2), firstRoot, makers.root));
        byte[] second = patchOf("second");
        publishSigned(makers, second, 2);
        Signer secondRoot = makers.root;
        makers.root = Signer.ec();
        accepted(sendKeys(makers, makers.keys(3), secondRoot, makers.root));

        gets(device, second);
        assertThat(device.asked).contains("/api/trust/" + makers.app + "/keys/4.json");
        gets(deviceOf(makers, pinned), second);
        // what the revoked key signed is worth nothing any more
        forge(device, makers, oldStatement, oldSignature);
        refuses(device.where("/version", patchCheck(makers.app).bytes()), "signed by 0 keys");
    }

    @Test
    void aGapInTheVersionsOfTheKeys() throws IOException {
        Makers makers = makersOf(newApp());
        byte[] third = makers.keys(3);
        assertThat(sendKeys(makers, third, makers.root).problem()).isEqualTo("keys-invalid");
        publishSigned(makers, patchOf("x"), 1);
        Device device =
                deviceOf(makers).where("/keys/2.json", third).where("/keys/2.sig", signatures(third, makers.root));
        refuses(device, "do not follow");
    }

    @Test
    void nextKeysSignedOnlyByNewOnes() throws IOException {
        Makers makers = makersOf(newApp());
        publishSigned(makers, patchOf("x"), 1);
        Device device = deviceOf(makers);
        Makers thief = new Makers(makers.app, clock, headKey());
        byte[] keys = thief.keys(2);
        assertThat(sendKeys(makers, keys, thief.root).problem()).isEqualTo("signature-invalid");
        refuses(
                device.where("/keys/2.json", keys).where("/keys/2.sig", signatures(keys, thief.root)),
                "of the role root");
        // and the other way round
        byte[] unwilling = Makers.json(makers.keys(2, List.of(makers.root, thief.root), List.of(makers.release), 1));
        assertThat(sendKeys(makers, unwilling, makers.root).problem()).isEqualTo("signature-invalid");
        refuses(
                device.where("/keys/2.json", unwilling).where("/keys/2.sig", signatures(unwilling, makers.root)),
                "of the role root");
    }

    @Test
    void expiredKeys() throws IOException {
        Makers makers = makersOf(newApp());
        publishSigned(makers, patchOf("x"), 1);
        Device device = deviceOf(makers);
        device.later = Duration.ofDays(401).toMillis();
        refuses(device, "keys of trust have expired");
    }

    @Test
    void anUnknownAlgorithm() throws IOException {
        Makers makers = makersOf(newApp());
        byte[] bytes = patchOf("x");
        publishSigned(makers, bytes, 1);
        String text = new String(makers.keys(2), UTF_8);
        byte[] keys = text.replaceFirst("ecdsa-p256-sha256", "none").getBytes(UTF_8);
        assertThat(sendKeys(makers, keys, makers.root).problem()).isEqualTo("keys-invalid");
        Device device =
                deviceOf(makers).where("/keys/2.json", keys).where("/keys/2.sig", signatures(keys, makers.root));
        refuses(device, "an algorithm that this app does not know");
        // a signature cannot choose how it is checked
        byte[] document = get(patchCheck(makers.app).text("statement")).bytes();
        Map<String, Object> naming = new LinkedHashMap<>(signature(makers.release.id(), makers.release, document));
        naming.put("algorithm", "none");
        gets(device.honestly().where(".sig", Makers.json(Map.of("signatures", List.of(naming)))), bytes);
    }

    @Test
    void unknownExtraMembersAreSignedAndPassedOver() throws IOException {
        Makers makers = makersOf(newApp());
        byte[] bytes = patchOf("x");
        Map<String, Object> statement = makers.statement(bytes, 1);
        statement.put("comment", List.of(Map.of("deep", 1.5), "text"));
        accepted(send(makers, bytes, statement, List.of(makers.release)));
        gets(deviceOf(makers), bytes);
    }

    // sealed bytes

    /** Large enough for several chunks, and hard to compress. */
    private static byte[] largePatch(String words) {
        byte[] bytes = new byte[400_000];
        new java.util.Random(9).nextBytes(bytes);
        byte[] text = words.getBytes(UTF_8);
        System.arraycopy(text, 0, bytes, 100_000, text.length);
        return bytes;
    }

    private byte[] newAppKey(Makers makers) {
        Reply made = manage("POST", "/api/apps/" + makers.app + "/sealing/keys", "{}");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return Base64.getDecoder().decode(made.text("key"));
    }

    @Test
    void aDeviceOpensSealedBytesAndSealedDeltasAndChecksThemAsAlways() throws IOException {
        Makers makers = makersOf(newApp());
        Device device = deviceOf(makers);
        device.appKeys = new AppKeys(Map.of(1, newAppKey(makers)));
        byte[] first = largePatch("first");
        publishSigned(makers, first, 1);
        gets(device, first);
        byte[] second = largePatch("second");
        finishedDeltasOf(makers.app, publishSigned(makers, second, 2));
        device.asked.clear();
        gets(device, second);
        assertThat(device.asked.stream().filter("/api/patch/version"::equals)).hasSize(1);
    }

    @Test
    void openingWithTheWrongKey() throws IOException {
        Makers makers = makersOf(newApp());
        newAppKey(makers);
        byte[] bytes = largePatch("x");
        publishSigned(makers, bytes, 1);
        Device device = deviceOf(makers);
        device.appKeys = new AppKeys(Map.of(1, new byte[32]));
        refuses(device, "not wrapped by this app key");
    }

    /** The sealed package: 56 bytes of header, the chunk size's exponent at 9, then chunks with a tag of 16 bytes each. */
    private byte[] sealedOf(Makers makers) {
        return get(urlOf(patchCheck(makers.app, "sealed", true, "sealedKeys", List.of(1))))
                .bytes();
    }

    @Test
    void chunksInAnotherOrder() throws IOException {
        Makers makers = makersOf(newApp());
        byte[] key = newAppKey(makers);
        byte[] bytes = largePatch("x");
        publishSigned(makers, bytes, 1);
        byte[] sealed = sealedOf(makers);
        int chunk = (1 << sealed[9]) + 16;
        byte[] swapped = sealed.clone();
        System.arraycopy(sealed, 56, swapped, 56 + chunk, chunk);
        System.arraycopy(sealed, 56 + chunk, swapped, 56, chunk);
        Device device = deviceOf(makers).where("/download/", swapped);
        device.appKeys = new AppKeys(Map.of(1, key));
        refuses(device, "not in its place");
        gets(device.honestly(), bytes);
    }

    @Test
    void chunksCutOff() throws IOException {
        Makers makers = makersOf(newApp());
        byte[] key = newAppKey(makers);
        byte[] bytes = largePatch("x");
        publishSigned(makers, bytes, 1);
        byte[] sealed = sealedOf(makers);
        int chunk = (1 << sealed[9]) + 16;
        Device device = deviceOf(makers);
        device.appKeys = new AppKeys(Map.of(1, key));
        for (int length : new int[] {56 + chunk, 56 + chunk + 100, sealed.length - 1, 56, 10}) {
            refuses(device.where("/download/", Arrays.copyOf(sealed, length)), "cut off");
        }
        gets(device.honestly(), bytes);
    }

    // what a device remembers

    @Test
    void theFloorIsOnDiskBeforeThePackageIsTakenIntoUse() throws IOException {
        Makers makers = makersOf(newApp());
        byte[] first = patchOf("first");
        publishSigned(makers, first, 1);
        byte[] oldAnswer = patchCheck(makers.app).bytes();
        byte[] oldHead = get(patchCheck(makers.app).text("head")).bytes();
        Device device = deviceOf(makers);
        gets(device, first);
        byte[] second = patchOf("second");
        publishSigned(makers, second, 2);
        device.whereStream("/download/", () -> new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the network broke off");
            }
        });
        assertThatThrownBy(device::update).isInstanceOf(IOException.class).hasMessageContaining("broke off");
        assertThat(device.running()).isEqualTo(first);
        Device attacked = device.copy(folder.resolve("copy"));
        refuses(attacked.where("/version", oldAnswer).where("/heads/", oldHead), "sequence 1 after one of 2");
        gets(device.honestly(), second);
    }

    @Test
    void whatIsBelowTheLeastSequenceIsNotRunAnyMoreEvenIfTheNewPackageDoesNotCome() throws IOException {
        Makers makers = makersOf(newApp());
        byte[] first = patchOf("first");
        publishSigned(makers, first, 1);
        Device device = deviceOf(makers);
        gets(device, first);
        byte[] second = patchOf("second");
        Map<String, Object> statement = makers.statement(second, 2);
        statement.put("minSequence", 2);
        accepted(send(makers, second, statement, List.of(makers.release)));
        device.where("/download/", new byte[10]);
        assertThatThrownBy(device::update).isInstanceOf(Refused.class);
        assertThat(device.running()).isEmpty();
        gets(device.honestly(), second);
    }

    @Test
    void anAppUpdateThroughTheStoreBeginsANewCount() throws IOException {
        Makers makers = makersOf(newApp());
        byte[] forTwo = patchOf("for two");
        Map<String, Object> older = makers.statement(forTwo, 1);
        older.put("platforms", List.of(Map.of("platform", "ios", "version", "2.0.0", "match", "up-to")));
        byte[] document = Makers.json(older);
        accepted(post(
                "/api/apps/" + makers.app + "/releases",
                List.of(
                        Part.field("platform", "ios"),
                        Part.field("version", "2.0.0"),
                        Part.file("package", forTwo),
                        Part.file("statement", document),
                        Part.file("signature", makers.release.sign(document)))));
        byte[] forOne = patchOf("for one");
        publishSigned(makers, forOne, 2);
        Device device = deviceOf(makers);
        gets(device, forOne);
        device.installed = "2.0.0";
        gets(device, forTwo);
    }
}
