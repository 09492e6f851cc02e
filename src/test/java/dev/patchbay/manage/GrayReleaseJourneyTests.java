package dev.patchbay.manage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.ErosZip;
import dev.patchbay.Journey;
import dev.patchbay.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A release that goes to some devices first, in both protocols. */
class GrayReleaseJourneyTests extends Journey {
    private static final List<String> DEVICES =
            IntStream.range(0, 120).mapToObj(number -> "device-" + number).toList();

    private String app = "";
    private String newest = "";

    @BeforeEach
    void oneForEverybodyAndOneForNobodyYet() {
        app = newApp();
        publish(app, zip(1).bytes(), "platform", "ios");
        newest = publish(app, zip(2).bytes(), "platform", "ios", "rollout", "0").get("ios");
    }

    private ErosZip zip(int number) {
        return ErosZip.of(app, "words " + number).at(time(number));
    }

    private boolean getsNewestByEros(String device) {
        return pathOf(erosCheck(app, "", "deviceId", device)).contains(zip(2).jsVersion());
    }

    private boolean getsNewestByOcrunner(String device) {
        return patchCheck(app, "deviceId", device).text("jsVersion").equals(zip(2).jsVersion());
    }

    private static Set<String> those(Predicate<String> devices) {
        return DEVICES.stream().filter(devices).collect(Collectors.toSet());
    }

    @Test
    void theAllowListComesFirst() {
        assertThat(getsNewestByEros("tester")).isFalse();
        patch(app, newest, Map.of("allow", List.of("tester")));
        assertThat(getsNewestByEros("tester")).isTrue();
        assertThat(getsNewestByOcrunner("tester")).isTrue();
        assertThat(getsNewestByEros("somebody")).isFalse();
        assertThat(getsNewestByOcrunner("somebody")).isFalse();
    }

    @Test
    void wideningReachesMoreDevicesAndTakesItFromNone() {
        patch(app, newest, Map.of("rollout", 10));
        Set<String> ten = those(this::getsNewestByEros);
        assertThat(those(this::getsNewestByOcrunner))
                .as("the same in both protocols")
                .isEqualTo(ten);
        assertThat(ten).hasSizeBetween(1, 40);

        patch(app, newest, Map.of("rollout", 60));
        Set<String> sixty = those(this::getsNewestByEros);
        assertThat(sixty).containsAll(ten).hasSizeBetween(ten.size() + 1, 110);

        patch(app, newest, Map.of("rollout", 100));
        assertThat(those(this::getsNewestByEros)).hasSize(DEVICES.size());
        assertThat(getsNewestByOcrunner("any")).isTrue();
    }

    @Test
    void tagsShutOthersOutAndThePercentageCountsWithin() {
        patch(
                app,
                newest,
                Map.of("rollout", 100, "tags", Map.of("region", List.of("cn", "sg"), "group", List.of("beta"))));
        assertThat(pathOf(erosCheck(app, "", "tags", "region:cn,group:beta"))).contains(zip(2).jsVersion());
        assertThat(pathOf(erosCheck(app, "", "tags", "region:cn"))).contains(zip(1).jsVersion());
        assertThat(pathOf(erosCheck(app, ""))).contains(zip(1).jsVersion());
        Reply tagged = patchCheck(app, "tags", Map.of("region", "sg", "group", "beta"));
        assertThat(tagged.text("jsVersion")).isEqualTo(zip(2).jsVersion());
        assertThat(patchCheck(app).text("jsVersion")).isEqualTo(zip(1).jsVersion());
    }

    @Test
    void aDeviceThatSendsNoIdIsKnownByTheAddressThatTheProxyTells() {
        patch(app, newest, Map.of("rollout", 50));
        Set<String> in = those(device -> {
            String address = "198.51.100." + device.substring("device-".length());
            Reply once = askFrom(address);
            assertThat(pathOf(askFrom(address))).isEqualTo(pathOf(once));
            return pathOf(once).contains(zip(2).jsVersion());
        });
        assertThat(in).hasSizeBetween(20, 100);
        assertThat(pathOf(askFrom("2001:db8:1:2::1"))).isEqualTo(pathOf(askFrom("2001:db8:1:2:ffff::9")));
    }

    private Reply askFrom(String address) {
        return get("/app/check?appName=" + app + "&iOS=1.0.0", "X-Forwarded-For", address);
    }

    @Test
    void whileItIsPausedNobodyNewGetsItAndWhoHasItStays() {
        patch(app, newest, Map.of("rollout", 100));
        verb(app, newest, "pause");
        assertThat(getsNewestByEros("somebody")).isFalse();
        assertThat(getsNewestByOcrunner("somebody")).isFalse();
        assertThat(resCode(erosCheck(app, zip(2).jsVersion()))).isEqualTo(1000);
        assertThat(resCode(erosCheck(app, zip(1).jsVersion()))).isEqualTo(1000);

        verb(app, newest, "resume");
        assertThat(getsNewestByEros("somebody")).isTrue();
        assertThat(getsNewestByOcrunner("somebody")).isTrue();
    }

    @Test
    void withdrawingStopsTheLinksThatWereGivenOut() {
        patch(app, newest, Map.of("rollout", 100));
        String byEros = pathOf(erosCheck(app, ""));
        String byOcrunner = urlOf(patchCheck(app));
        String ofTheOther = pathOf(erosCheck(app, "", "isDiff", "0"));
        assertThat(get(byEros).status()).isEqualTo(200);

        verb(app, newest, "withdraw");

        assertThat(get(byEros).status()).isEqualTo(410);
        assertThat(get(byOcrunner).status()).isEqualTo(410);
        assertThat(get(ofTheOther).status()).isEqualTo(410);
        assertThat(resCode(erosCheck(app, zip(2).jsVersion())))
                .as("who has it stays")
                .isEqualTo(1000);
        assertThat(get(pathOf(erosCheck(app, ""))).bytes()).isEqualTo(zip(1).bytes());
    }

    @Test
    void aDeadlineAndABlockingReleaseBetweenMakeTheOfferBlocking() {
        patch(
                app,
                newest,
                Map.of(
                        "rollout",
                        100,
                        "priority",
                        "idle",
                        "deadline",
                        clock.instant().plusSeconds(3600).toString()));
        assertThat(priority()).isEqualTo("idle");
        clock.advance(Duration.ofMinutes(61));
        assertThat(priority()).isEqualTo("blocking");

        publish(app, zip(3).bytes(), "platform", "ios");
        assertThat(priority()).as("the one with the deadline lies between").isEqualTo("blocking");
        assertThat(erosCheck(app, zip(2).jsVersion())
                        .json()
                        .path("data")
                        .path("priority")
                        .asString())
                .isEqualTo("normal");
    }

    private String priority() {
        String held = zip(1).jsVersion();
        String byEros =
                erosCheck(app, held).json().path("data").path("priority").asString();
        String byOcrunner =
                patchCheck(app, "md5", DigestUtils.md5Hex(zip(1).bytes())).text("priority");
        assertThat(byOcrunner).isEqualTo(byEros);
        return byEros;
    }
}
