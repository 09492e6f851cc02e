package dev.patchbay.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.Journey;
import dev.patchbay.Reply;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The console's files, as the server hands them out. */
class ConsoleFilesTests extends Journey {
    private static final Pattern LINKED = Pattern.compile("(?:src|href)=\"(/console/[^\"]+)\"");

    @Test
    void theFrontPageLeadsToTheConsole() {
        assertThat(get("/").text()).contains("/console");
        Reply page = get("/", "Accept", "text/html,*/*;q=0.8");
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.text()).contains("href=\"/console/\"");
        assertThat(page.header("Vary")).contains("Accept");
    }

    @Test
    void theConsoleIsThereWithAndWithoutASlash() {
        Reply without = get("/console");
        assertThat(without.status()).isEqualTo(302);
        assertThat(without.header("Location")).endsWith("/console/");
        assertThat(get("/console/").text()).contains("<div id=\"console\">");
    }

    @Test
    void everythingThePageLinksIsThere() {
        Matcher linked = LINKED.matcher(get("/console/").text());
        int found = 0;
        while (linked.find()) {
            assertThat(get(linked.group(1)).status()).as(linked.group(1)).isEqualTo(200);
            found++;
        }
        assertThat(found).isGreaterThan(4);
        assertThat(get("/console/pages/no-such.js").status()).isEqualTo(404);
    }

    @Test
    void noPageMayRunAnythingButTheServersOwnFiles() {
        assertThat(get("/console/").header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .contains("require-trusted-types-for 'script'")
                .doesNotContain("unsafe");
    }

    @Test
    void aBrowserAsksWhetherAFileChangedAndIsToldByItsContent() {
        Reply first = get("/console/app.js");

        assertThat(first.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(first.header("Last-Modified")).isEmpty();
        assertThat(get("/console/app.js", "If-None-Match", first.header("ETag")).status())
                .isEqualTo(304);
        assertThat(get("/console/console.css").header("ETag")).isNotEqualTo(first.header("ETag"));
    }
}
