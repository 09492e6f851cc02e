package dev.patchbay.trust;

import static dev.patchbay.trust.SealFixture.APP_KEY;
import static dev.patchbay.trust.SealFixture.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealSecretTests {
    private static final AppKey KEY = new AppKey(3, APP_KEY);

    @Test
    void anAppsKeyIsFoundAgainUnderItsOwnNameAndVersionAlone() {
        byte[] wrapped = SECRET.wrap("demo", KEY);
        assertThat(SECRET.unwrap("demo", 3, wrapped).map(AppKey::base64)).hasValue(KEY.base64());
        assertThat(SECRET.unwrap("other", 3, wrapped)).isEmpty();
        assertThat(SECRET.unwrap("demo", 4, wrapped)).isEmpty();
        SealSecret another = SealSecret.of(Base64.getEncoder().encodeToString(new byte[32]), "a test");
        assertThat(another.unwrap("demo", 3, wrapped)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not base64", "c2hvcnQ="})
    void refusesWhatIsNoSecretWithoutShowingIt(String text) {
        assertThatThrownBy(() -> SealSecret.of(text, "the setting"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("the setting")
                .hasMessageNotContaining("c2hvcnQ=");
    }

    @Test
    void takesABroughtKeyIfItLooksRandom() {
        assertThat(AppKey.brought(2, KEY.base64()).base64()).isEqualTo(KEY.base64());
        String zeros = Base64.getEncoder().encodeToString(new byte[32]);
        for (String refused : List.of("", "?", "c2hvcnQ=", zeros)) {
            assertThatThrownBy(() -> AppKey.brought(2, refused)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void nothingThatHoldsAKeyPrintsIt() {
        String key = KEY.base64();
        SealSettings settings = new SealSettings(key, Set.of("demo"));
        assertThat(KEY + " " + SECRET + " " + settings + new DataKey(APP_KEY)).doesNotContain(key);
    }

    @Test
    void aWishNamesVersionsOrTakesAny() {
        assertThat(SealWish.NONE.takes(KEY)).isFalse();
        assertThat(SealWish.of(true, null).takes(KEY)).isTrue();
        assertThat(SealWish.of(true, List.of(1, 3)).takes(KEY)).isTrue();
        assertThat(SealWish.of(true, List.of(1, 2)).takes(KEY)).isFalse();
        assertThat(SealWish.of(false, List.of(3)).takes(KEY)).isFalse();
    }

    @Test
    void aWishIsReadFromAQuery() {
        assertThat(SealWish.ofText(null, "3").isWanted()).isFalse();
        assertThat(SealWish.ofText("0", "3").isWanted()).isFalse();
        assertThat(SealWish.ofText("1", null).takes(KEY)).isTrue();
        assertThat(SealWish.ofText("true", "2, 3").takes(KEY)).isTrue();
        assertThat(SealWish.ofText("1", "1,2").takes(KEY)).isFalse();
        assertThat(SealWish.ofText("1", "3,").takes(KEY)).as("no list").isFalse();
        assertThat(SealWish.ofText("1", "3,".repeat(40) + "3").takes(KEY))
                .as("too many")
                .isFalse();
    }

    @Test
    void theSettingsNameApps() {
        assertThatThrownBy(() -> new SealSettings(null, Set.of("no app's name")))
                .hasMessageContaining("patchbay.sealing.required-for");
        assertThat(Optional.ofNullable(new SealSettings(null, Set.of()).secret()))
                .isEmpty();
    }
}
