package dev.patchbay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The server's clock is set forward and back. */
class ClockJumpTests extends Journey {
    private Duration moved = Duration.ZERO;

    private void move(Duration by) {
        clock.advance(by);
        moved = moved.plus(by);
    }

    @AfterEach
    void setRight() {
        clock.advance(moved.negated());
    }

    private static byte[] patch(String app, int number) {
        return ("patch " + number + " of " + app).getBytes(UTF_8);
    }

    @Test
    void aLinkExpiresByTheClockAsItIs() {
        String app = newApp();
        publishPatch(app, patch(app, 1), "1.0.0");
        String link = urlOf(patchCheck(app));
        move(Duration.ofMinutes(2));
        assertThat(get(link).status()).isEqualTo(403);
        String later = urlOf(patchCheck(app));
        move(Duration.ofHours(-1));
        assertThat(get(later).status()).as("made in what is the future now").isEqualTo(200);
        assertThat(get(later).status()).as("still works once").isEqualTo(404);
        assertThat(download(urlOf(patchCheck(app)))).isEqualTo(patch(app, 1));
    }

    @Test
    void whatIsPublishedLaterIsNewerAlsoWhenTheClockWasSetBack() {
        String app = newApp();
        publishPatch(app, patch(app, 1), "1.0.0");
        String draft = publishPatch(app, patch(app, 2), "1.0.0", "draft", "true");
        move(Duration.ofHours(-3));
        publishPatch(app, patch(app, 3), "1.0.0");
        assertThat(download(urlOf(patchCheck(app)))).isEqualTo(patch(app, 3));
        verb(app, draft, "publish");
        assertThat(download(urlOf(patchCheck(app)))).isEqualTo(patch(app, 2));
        move(Duration.ofHours(6));
        publishPatch(app, patch(app, 4), "1.0.0");
        assertThat(download(urlOf(patchCheck(app)))).isEqualTo(patch(app, 4));
    }
}
