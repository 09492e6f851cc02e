package dev.patchbay.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTests {
    @ParameterizedTest
    @ValueSource(
            strings = {"a", "7", "Demo_app.v2-x", "0123456789012345678901234567890123456789012345678901234567890123"})
    void takesAppNames(String name) {
        assertThat(AppName.of(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-a",
                ".a",
                "_a",
                "a b",
                "a/b",
                "\u00e4",
                "a\n",
                "01234567890123456789012345678901234567890123456789012345678901234"
            })
    void refusesOtherAppNames(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> AppName.of(name));
    }

    @ParameterizedTest
    @CsvSource({"android, ANDROID", "Android, ANDROID", "iOS, IOS", "IOS, IOS", "harmony, HARMONY"})
    void readsPlatformsInAnyCase(String name, Platform platform) {
        assertThat(Platform.of(name)).isEqualTo(platform);
        assertThat(Platform.of(name)).hasToString(platform.name().toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "windows", "ios ", "\u0131os", "\u0130OS"})
    void refusesOtherPlatforms(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Platform.of(name));
    }

    @Test
    void theJsVersionIsTheMd5OfTheSortedMd5s() {
        assertThat(JsVersion.ofListed(List.of("92eb5ffee6ae2fec3ad71c777531578f", "0cc175b9c0f1b6a831c399e269772661")))
                .hasToString("3bc22fb7aaebe9c8c5d7de312b876bb8");
        assertThat(JsVersion.ofListed(List.of("c2125dfab756dc0e9cfe854a297a0512", "50ed903231bcdc851bfde9a0bf565e38")))
                .hasToString("2dd6d21a78f35f624ee3b464ecb7c0c3");
    }

    @Test
    void theJsVersionCountsEqualFilesEach() {
        String md5 = "0cc175b9c0f1b6a831c399e269772661";
        assertThat(JsVersion.ofListed(List.of(md5, md5))).isNotEqualTo(JsVersion.ofListed(List.of(md5)));
    }

    @Test
    void aDeltaIsNamedAfterBothEnds() {
        JsVersion older = JsVersion.of("56A4569F271294A05E4FF0F567D332B4");
        JsVersion newer = JsVersion.of("cd34091af113f98c2cbf4d81131ccdde");
        assertThat(older.deltaNameTo(newer)).isEqualTo("071dec6c32e4f04bfc25a17f489ab7b7");
        assertThat(newer.deltaNameTo(older)).isEqualTo("20315610df3a05e1071a3dba2442bd6e");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "56a4569f271294a05e4ff0f567d332b",
                "56a4569f271294a05e4ff0f567d332b4a",
                "g6a4569f271294a05e4ff0f567d332b4"
            })
    void refusesOtherJsVersions(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> JsVersion.of(text));
    }

    @ParameterizedTest
    @CsvSource({
        "1.9.0, 1.10.0",
        "1.0.0-beta, 1.0.0",
        "1.0.0-alpha, 1.0.0-alpha.1",
        "1.0.0-alpha.1, 1.0.0-alpha.beta",
        "1.0.0-beta.2, 1.0.0-beta.11",
        "1.0.0-rc.1, 1.0.0",
        "1.0.0-1, 1.0.0-a",
        "1.0.0-99999999999999999998, 1.0.0-99999999999999999999",
        "1.0, 1.0.0.1",
        "999999998, 999999999",
        "0, 0.0.0.1"
    })
    void versionsCompareAsSemanticVersioningSays(String lower, String higher) {
        assertThat(NativeVersion.of(lower)).isLessThan(NativeVersion.of(higher)).isNotEqualTo(NativeVersion.of(higher));
        assertThat(NativeVersion.of(higher)).isGreaterThan(NativeVersion.of(lower));
    }

    @ParameterizedTest
    @CsvSource({"1.2, 1.2.0", "1, 1.0.0.0", "01.2, 1.2", "1.0-beta, 1.0.0-beta", "1.0.0-01, 1.0.0-1"})
    void missingPartsCountAsZero(String one, String other) {
        assertThat(NativeVersion.of(one))
                .isEqualTo(NativeVersion.of(other))
                .isEqualByComparingTo(NativeVersion.of(other))
                .hasSameHashCodeAs(NativeVersion.of(other));
        assertThat(NativeVersion.of(one).canonical())
                .isEqualTo(NativeVersion.of(other).canonical());
        assertThat(NativeVersion.of(one)).hasToString(one);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.",
                ".1",
                "1..2",
                "1.2.3.4.5",
                "1234567890",
                "v1",
                "1.0-",
                "1.0-a..b",
                "1.0+build",
                " 1",
                "1\n",
                "-1",
                "\u0661",
                "1.0-\u00e4"
            })
    void refusesOtherVersions(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> NativeVersion.of(text));
    }

    @Test
    void refusesAVersionOfGreatLength() {
        assertThatIllegalArgumentException().isThrownBy(() -> NativeVersion.of("1-" + "a".repeat(99)));
    }
}
