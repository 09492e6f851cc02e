package dev.patchbay.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.patchbay.Journey;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.openqa.selenium.By;

/** The console in a real browser, on the running server. */
abstract class ConsoleJourney extends Journey {
    protected Browser browser;

    @BeforeEach
    void freshBrowser() {
        clock.advance(Duration.ofMinutes(1)); // other tests of this server tried wrong keys
        browser = Browser.assumePresent();
        browser.size(1280, 900);
        forget("sessionStorage.clear(); localStorage.clear();");
    }

    /** Clears what the browser keeps, where no script of the console is under way that would write it again. */
    protected void forget(String script) {
        browser.driver.get(address("console.css"));
        browser.driver.executeScript(script);
    }

    protected String address(String hash) {
        return "http://127.0.0.1:" + port() + "/console/" + hash;
    }

    /** Another page of the console, without a reload: who is signed in stays so. */
    protected void go(String hash) {
        browser.driver.get(address(hash));
    }

    protected void signIn(String key) {
        browser.driver.get("about:blank");
        go("");
        browser.type(Browser.field("key"), key);
        browser.click(By.cssSelector("form button[type=submit]"));
        browser.find(By.tagName("nav"));
    }

    /** A patch of which most lines stay the same from one number to the next. */
    protected static byte[] patch(int number) {
        Random unchanging = new Random(11);
        String lines = unchanging
                .ints(900, 0, 1 << 24)
                .mapToObj(line -> "defineClass('C" + line + "', { run: function () { return "
                        + (line % 97 == number % 97 ? line + number : line) + "; } });")
                .collect(Collectors.joining("\n"));
        String own = new Random(number)
                .ints(40 + 37 * number % 150, 0, 1 << 24)
                .mapToObj(Integer::toHexString)
                .collect(Collectors.joining());
        return (lines + "\n// " + own + "\n").getBytes(UTF_8);
    }
}
