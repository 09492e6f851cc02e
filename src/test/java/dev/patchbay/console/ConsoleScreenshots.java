package dev.patchbay.console;

import static org.awaitility.Awaitility.await;

import dev.patchbay.ErosZip;
import dev.patchbay.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openqa.selenium.By;

/**
 * Draws every page of the console, in both themes and as wide as a phone, for people to look at. Run it with
 * {@code ./mvnw test -Dtest=ConsoleScreenshots -Dconsole.screenshots=FOLDER}.
 */
@EnabledIfSystemProperty(named = "console.screenshots", matches = ".+")
class ConsoleScreenshots extends ConsoleJourney {
    private static final Path FOLDER = Path.of(System.getProperty("console.screenshots", "."));
    private static final int DEVICES = 160;
    private static final String[] REASONS = {
        "unexpected token } in /var/mobile/Containers/Data/main.js:214",
        "signature of block 7 does not match",
        "no space left on device"
    };

    private final Map<String, byte[]> held = new HashMap<>();

    @Test
    void drawEveryPage() throws Exception {
        String release = twoWeeksOfDevices("wallet");
        weex("shop");
        Files.createDirectories(FOLDER);
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("apps", "#/");
        pages.put("app", "#/apps/wallet");
        pages.put("release", "#/apps/wallet/releases/" + release);
        pages.put("publish", "#/apps/wallet/publish");
        pages.put("explain", "#/apps/wallet/explain");
        pages.put("keys", "#/keys");
        pages.put("audit", "#/audit");
        pages.put("health", "#/health");
        keyFor("publisher");

        for (String look : List.of("light", "dark", "phone")) {
            browser.size(look.equals("phone") ? 500 : 1280, 860);
            phone(look.equals("phone"));
            forget("sessionStorage.clear(); localStorage.setItem('patchbay.theme', '"
                    + (look.equals("dark") ? "dark" : "light") + "')");
            go("");
            browser.find(Browser.field("key"));
            draw("signin", look);
            signIn(ADMIN);
            for (Map.Entry<String, String> page : pages.entrySet()) {
                go(page.getValue());
                settle();
                if (page.getKey().equals("explain")) explain();
                draw(page.getKey(), look);
            }
            dialogs(look, release);
            publish(look);
        }
        go("#/apps/wallet");
        browser.driver.executeScript("localStorage.setItem('patchbay.language', 'zh')");
        browser.driver.navigate().refresh();
        Thread.sleep(1500);
        draw("app-zh", "phone");
        phone(false);
        browser.size(1280, 860);
        browser.driver.navigate().refresh();
        Thread.sleep(1500);
        draw("app-zh", "light");
        if (Boolean.getBoolean("console.keep")) Thread.sleep(Duration.ofHours(1).toMillis());
    }

    private void settle() throws InterruptedException {
        Thread.sleep(700);
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        browser.driver.findElements(By.className("loading")).isEmpty());
        Thread.sleep(500);
    }

    private void explain() {
        browser.type(Browser.field("version"), "2.1.0");
        browser.type(Browser.field("deviceId"), "device-9");
        browser.click(By.cssSelector("form button[type=submit]"));
        browser.find(By.cssSelector(".reasons"));
    }

    private void dialogs(String look, String release) throws Exception {
        go("#/apps/wallet/releases/" + release);
        browser.click(Browser.button("Roll back"));
        Thread.sleep(300);
        draw("ask", look);
        browser.click(Browser.button("Cancel"));
        browser.click(Browser.button("Change the plan…"));
        Thread.sleep(300);
        draw("plan", look);
        browser.click(Browser.button("Cancel"));
        go("#/apps/nowhere");
        Thread.sleep(700);
        draw("unknown", look);
    }

    private void publish(String look) throws Exception {
        Path file = Files.createTempDirectory("console").resolve("binarypatch");
        Files.write(file, patch(60 + look.length()));
        go("#/apps/wallet/publish");
        browser.find(Browser.button("Choose a file"));
        browser.driver.findElement(Browser.field("package")).sendKeys(file.toString());
        browser.click(By.xpath("//select[@name='platform']/option[@value='ios']"));
        browser.type(Browser.field("version"), "2.1.0");
        browser.type(Browser.field("notes"), "Totals are rounded the right way");
        browser.click(By.xpath("//input[@name='draft']"));
        draw("publish-filled", look);
        browser.click(Browser.button("Check it"));
        browser.find(Browser.button("Save as a draft"));
        Thread.sleep(500);
        draw("publish-look", look);
        browser.click(Browser.button("Save as a draft"));
        browser.find(Browser.button("Watch it spread"));
        draw("publish-live", look);
    }

    private void phone(boolean on) {
        browser.driver.executeCdpCommand(
                on ? "Emulation.setDeviceMetricsOverride" : "Emulation.clearDeviceMetricsOverride",
                on ? Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true) : Map.of());
    }

    /** The whole page, however long. */
    private void draw(String name, String look) throws IOException {
        Map<String, Object> shot = browser.driver.executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        Files.write(
                FOLDER.resolve(name + "-" + look + ".png"), Base64.getDecoder().decode((String) shot.get("data")));
    }

    /** Devices that ask every day, take what they are offered, and say how it went. */
    private String twoWeeksOfDevices(String app) {
        clock.advance(Duration.ofDays(74));
        String last = "";
        List<String> devices = new ArrayList<>();
        for (int day = 0; day < 15; day++) {
            if (day % 3 == 0) last = nextRelease(app, day / 3);
            for (int i = devices.size(); i < Math.min(DEVICES, 60 + 9 * day); i++) devices.add("device-" + i);
            for (int hours = 0; hours < 4; hours++) {
                for (int i = hours; i < devices.size(); i += 4) {
                    if ((i * 7 + day) % 5 != 0) ask(app, devices.get(i), i + day);
                }
                clock.advance(Duration.ofHours(6));
            }
        }
        return last;
    }

    private String nextRelease(String app, int number) {
        String id = publishPatch(
                app,
                patch(number),
                "2.1.0",
                "rollout",
                number == 4 ? "40" : "100",
                "priority",
                number == 3 ? "blocking" : "normal",
                "notes",
                "Fixes the basket on small screens, and the date of a refund.\nTicket " + (400 + number));
        finishedDeltasOf(app, id);
        if (number == 4) {
            patch(
                    app,
                    id,
                    "{\"plan\":{\"steps\":[{\"rollout\":10,\"soak\":\"4h\"},{\"rollout\":40,\"soak\":\"5d\"},"
                            + "{\"rollout\":100}],\"condition\":{\"maxFailureRate\":20,\"minDevices\":5}}}");
        }
        return id;
    }

    private void ask(String app, String device, int chance) {
        byte[] has = held.get(device);
        Reply check = has == null
                ? patchCheck(app, "version", "2.1.0", "deviceId", device)
                : patchCheck(
                        app, "version", "2.1.0", "deviceId", device, "md5", DigestUtils.md5Hex(has), "isDiff", true);
        if (!check.json().path("update").asBoolean()) return;
        download(urlOf(check));
        report(app, check, device, "downloaded");
        if (chance % 13 == 0) {
            report(app, check, device, "failed", "reason", REASONS[chance % REASONS.length]);
            return;
        }
        report(app, check, device, "installed");
        for (int number = 0; number < 5; number++) {
            if (DigestUtils.md5Hex(patch(number)).equals(check.text("md5"))) held.put(device, patch(number));
        }
    }

    private void weex(String app) {
        for (int number = 1; number <= 4; number++) {
            ErosZip zip = ErosZip.of(app, "edition " + number)
                    .with("/pages/list/index.js", patch(number))
                    .at(clock.millis() - 1000 * (10 - number));
            publish(app, zip.bytes(), "packaging", "stored");
        }
    }
}
