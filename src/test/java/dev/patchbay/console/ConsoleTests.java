package dev.patchbay.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import dev.patchbay.ErosZip;
import dev.patchbay.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chromium.ChromiumNetworkConditions;
import tools.jackson.databind.JsonNode;

/** What people do with the console, done in a real browser. */
class ConsoleTests extends ConsoleJourney {
    @TempDir
    private Path folder;

    private static final By SUBMIT = By.cssSelector("form button[type=submit]");

    private String state(String app, String id) {
        return release(app, id).text("state");
    }

    private void choose(byte[] file, String name) throws IOException {
        Path path = Files.write(folder.resolve(name), file);
        browser.driver.findElement(Browser.field("package")).sendKeys(path.toString());
    }

    private void select(String name, String value) {
        browser.click(By.xpath("//select[@name='" + name + "']/option[@value='" + value + "']"));
    }

    @Test
    void aKeySignsInAndNeverShowsInTheAddress() {
        signIn(ADMIN);

        browser.waitForWords("Apps");
        assertThat(browser.driver.getCurrentUrl()).doesNotContain(ADMIN);
        assertThat(browser.driver.executeScript("return JSON.stringify(localStorage) + document.cookie"))
                .asString()
                .doesNotContain(ADMIN);
        browser.driver.navigate().refresh();
        browser.find(By.tagName("nav"));
        browser.click(Browser.button("Sign out"));
        browser.find(Browser.field("key"));
        assertThat(browser.driver.executeScript("return JSON.stringify(sessionStorage)"))
                .asString()
                .doesNotContain(ADMIN);
    }

    @Test
    void aWrongKeyIsToldWhatToDo() {
        go("");
        browser.type(Browser.field("key"), "not-a-key-of-this-server");
        browser.click(SUBMIT);

        browser.waitForWords("ask an admin for a new one");
        browser.type(Browser.field("key"), "\u00fc-not-even-a-key");
        browser.click(SUBMIT);
        browser.waitForWords("ask an admin for a new one");
    }

    @Test
    void aKeyThatIsTakenAwayMeanwhileLeadsBackToSigningIn() {
        Reply made = manage("POST", "/api/keys", "{\"name\":\"short-lived\",\"role\":\"viewer\"}");
        signIn(made.text("key"));
        // the list asks for each app, and would go on with what is a wrong key by then
        go("#/health");
        browser.waitForWords("How the server is, as it says itself.");
        manage("DELETE", "/api/keys/" + made.text("id"), "");

        go("#/");

        browser.waitForWords("Your key has expired or was deleted");
    }

    @Test
    void whatAKeyMayNotDoIsNotOffered() {
        String app = newApp();
        String id = publishPatch(app, patch(1), "1.0.0");
        signIn(keyFor("viewer"));
        go("#/apps/" + app + "/releases/" + id);
        browser.waitForWords("Means about");

        assertThat(browser.driver.findElements(By.cssSelector("nav a")))
                .extracting(WebElement::getText)
                .containsExactly("Apps", "Explain", "Health");
        assertThat(browser.driver.findElements(By.cssSelector("main form, main .page-head button")))
                .isEmpty();
        assertThat(browser.words()).doesNotContain("Pause", "Withdraw", "Roll back", "Widen");
    }

    @Test
    void aPackageIsCheckedThenPublishedWhileProgressShows() throws Exception {
        String app = newApp();
        byte[] noise = new byte[700_000];
        new Random(3).nextBytes(noise);
        signIn(ADMIN);
        go("#/publish");
        browser.type(Browser.field("app"), app);
        choose(noise, "binarypatch");
        select("platform", "ios");
        browser.type(Browser.field("version"), "2.1.0");
        browser.type(Browser.field("notes"), "Totals are rounded the right way");

        slowDown(400_000);
        try {
            browser.driver.executeScript("window.seen = [];"
                    + "new MutationObserver(() => document.querySelectorAll('progress').forEach(bar => seen.push(bar.value)))"
                    + ".observe(document.body, { subtree: true, childList: true, attributes: true });");
            browser.click(Browser.button("Check it"));
            browser.waitForWords("This would be published");
        } finally {
            browser.driver.deleteNetworkConditions();
        }
        assertThat((List<?>) browser.driver.executeScript("return seen"))
                .as("what the progress bar showed")
                .anyMatch(share -> share instanceof Double between && between > 0 && between < 1);
        browser.waitForWords("No device has asked within 30 days");
        assertThat(manage("/api/apps/" + app).status())
                .as("a check leaves nothing")
                .isEqualTo(404);

        browser.click(Browser.button("Publish now"));

        browser.waitForWords("It is live");
        JsonNode release =
                manage("/api/apps/" + app + "/releases").json().path("items").get(0);
        assertThat(release.path("state").asString()).isEqualTo("published");
        assertThat(release.path("notes").asString()).isEqualTo("Totals are rounded the right way");
        assertThat(release.path("full").path("size").asInt()).isEqualTo(700_000);
    }

    private void slowDown(int bytesPerSecond) {
        ChromiumNetworkConditions slow = new ChromiumNetworkConditions();
        slow.setUploadThroughput(bytesPerSecond);
        slow.setDownloadThroughput(10_000_000);
        slow.setLatency(Duration.ZERO);
        browser.driver.setNetworkConditions(slow);
    }

    @Test
    void aRefusedPackageIsToldBeforeAnythingGoesLive() throws Exception {
        String app = newApp();
        signIn(ADMIN);
        go("#/publish");
        browser.type(Browser.field("app"), app);
        choose(ErosZip.of("another-app", "words").bytes(), "app.zip");
        browser.click(Browser.button("Check it"));

        browser.waitForWords("The package was made for another app or version");
        browser.waitForWords("md5.json names the app another-app");
    }

    @Test
    void theDeltasOfANewReleaseAreWatchedAsTheyAreBuilt() throws Exception {
        String app = newApp();
        publishPatch(app, patch(1), "1.0.0");
        signIn(ADMIN);
        go("#/apps/" + app + "/publish");
        browser.find(By.cssSelector(".drop"));
        choose(patch(2), "binarypatch");
        select("platform", "ios");
        browser.type(Browser.field("version"), "1.0.0");
        browser.click(Browser.button("Check it"));
        browser.click(Browser.button("Publish now"));

        browser.waitForWords("1 ready");
        browser.waitForWords("All deltas are done.");
        browser.find(By.cssSelector(".deltas .share"));
    }

    @Test
    void anUploaderOffersDraftsOnly() throws Exception {
        String app = newApp();
        signIn(keyFor("uploader"));
        go("#/publish");
        browser.type(Browser.field("app"), app);
        choose(patch(1), "binarypatch");
        select("platform", "ios");
        browser.type(Browser.field("version"), "1.0.0");
        browser.click(Browser.button("Check it"));
        browser.click(Browser.button("Save as a draft"));

        browser.waitForWords("It is saved as a draft");
        assertThat(manage("/api/apps/" + app + "/releases")
                        .json()
                        .at("/items/0/state")
                        .asString())
                .isEqualTo("draft");
    }

    @Test
    void aRolloutIsWidenedOnlyAfterSayingForHowManyDevices() {
        String app = newApp();
        publishPatch(app, patch(1), "1.0.0");
        String id = publishPatch(app, patch(2), "1.0.0", "rollout", "10");
        for (int i = 0; i < 40; i++) patchCheck(app, "deviceId", "device-" + i);
        signIn(ADMIN);
        go("#/apps/" + app + "/releases/" + id);
        // an estimate
        long devices = release(app, id).json().at("/fleet/devices").asLong();
        long before = Math.round(devices * 0.1);
        long after = Math.round(devices * 0.5);
        browser.waitForWords("Means about " + before + " of " + devices + " devices");

        browser.click(Browser.button("50%"));
        browser.waitForWords("≈ " + after + " of " + devices + " devices");
        browser.click(Browser.button("Widen"));
        browser.waitForWords("Change the rollout from 10% to 50%?");
        browser.waitForWords(
                "About " + (after - before) + " more devices get it at their next check, " + after + " in all.");
        assertThat(release(app, id).json().path("rollout").asDouble()).isEqualTo(10);
        browser.click(Browser.confirm("Widen"));

        browser.waitForWords("Means about " + after + " of " + devices + " devices");
        assertThat(release(app, id).json().path("rollout").asDouble()).isEqualTo(50);
    }

    @Test
    void aPlanIsStartedAndShown() {
        String app = newApp();
        String id = publishPatch(app, patch(1), "1.0.0");
        signIn(ADMIN);
        go("#/apps/" + app + "/releases/" + id);
        browser.click(Browser.button("Plan steps…"));
        browser.click(Browser.confirm("Start the plan"));

        browser.waitForWords("Goes on while at most 2% fail, judged on at least 50 devices.");
        assertThat(release(app, id).json().at("/plan/steps")).hasSize(4);
        assertThat(release(app, id).json().path("rollout").asDouble()).isEqualTo(1);
    }

    @Test
    void aReleaseIsPausedResumedAndRolledBackWithWhatBecomesOfDevicesSaidFirst() {
        String app = newApp();
        publishPatch(app, patch(1), "1.0.0");
        String id = publishPatch(app, patch(2), "1.0.0");
        for (int i = 0; i < 12; i++) {
            String device = "device-" + i;
            byte[] has = i < 5 ? patch(2) : patch(1);
            patchCheck(app, "deviceId", device, "md5", DigestUtils.md5Hex(has));
        }
        // estimates
        JsonNode impact =
                manage("/api/apps/" + app + "/releases/" + id + "/impact").json();
        long waiting = impact.path("waiting").asLong();
        long running = impact.path("running").asLong();
        assertThat(waiting).isBetween(5L, 9L);
        assertThat(running).isBetween(3L, 7L);
        signIn(ADMIN);
        go("#/apps/" + app + "/releases/" + id);

        browser.click(Browser.button("Pause"));
        browser.waitForWords("About " + waiting + " devices that were still to get it do not get it any more.");
        browser.waitForWords(running + " devices that run it keep it.");
        browser.find(By.cssSelector("dialog textarea")).sendKeys("crashes <b>on</b> start");
        browser.click(Browser.confirm("Pause it"));
        browser.find(Browser.button("Resume"));
        assertThat(state(app, id)).isEqualTo("paused");
        // the audit trail on the same page, live
        browser.lookAgain();
        browser.waitForWords("crashes <b>on</b> start");

        browser.click(Browser.button("Resume"));
        browser.click(Browser.confirm("Resume it"));
        browser.find(Browser.button("Pause"));
        assertThat(state(app, id)).isEqualTo("published");

        browser.click(Browser.button("Roll back"));
        browser.waitForWords("About " + running + " devices go back to 1.0.0");
        browser.find(By.cssSelector("dialog")).sendKeys(Keys.ESCAPE);
        assertThat(state(app, id)).as("Escape does nothing").isEqualTo("published");
        browser.click(Browser.button("Roll back"));
        browser.click(Browser.confirm("Roll it back"));
        browser.waitForWords("Rolled back");
        assertThat(release(app, id).json().path("rolledBack").asBoolean()).isTrue();
    }

    @Test
    void whatOthersDoShowsWithoutAReload() {
        String app = newApp();
        String id = publishPatch(app, patch(1), "1.0.0");
        signIn(ADMIN);
        go("#/apps/" + app + "/releases/" + id);
        browser.find(Browser.button("Pause"));

        verb(app, id, "pause");

        browser.find(Browser.button("Resume"));
    }

    @Test
    void aDeviceIsExplainedStepByStep() {
        String app = newApp();
        publishPatch(app, patch(1), "1.0.0", "rollout", "0");
        signIn(ADMIN);
        go("#/apps/" + app + "/explain");
        browser.type(Browser.field("version"), "1.0.0");
        browser.type(Browser.field("deviceId"), "somebody");
        browser.click(SUBMIT);

        browser.waitForWords("Releases fit, but none is for this device now.");
        browser.waitForWords("it is out for 0 % of the devices");
        browser.waitForWords("Widen the rollout");
    }

    @Test
    void aKeyIsMadeShownOnceAndDeleted() {
        signIn(ADMIN);
        go("#/keys");
        browser.click(Browser.button("Make a key"));
        String name = "ci-" + newApp();
        browser.type(By.cssSelector("dialog [name=name]"), name);
        select("role", "uploader");
        browser.click(Browser.confirm("Make a key"));
        String secret = browser.find(By.cssSelector("[data-key]")).getText();
        assertThat(send(to("/api/me").header("Authorization", "Bearer " + secret))
                        .text("role"))
                .isEqualTo("uploader");
        browser.click(Browser.button("I have it"));
        await().until(() -> !browser.words().contains(secret));
        browser.waitForWords(name);

        browser.click(By.xpath("//tr[contains(., '" + name + "')]//button"));
        browser.click(Browser.confirm("Delete"));

        await().until(() -> !browser.words().contains(name));
        assertThat(send(to("/api/me").header("Authorization", "Bearer " + secret))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void thePageSpeaksBothLanguages() {
        signIn(ADMIN);
        select("language", "zh");
        browser.waitForWords("应用");
        browser.waitForWords("退出登录");
        assertThat(browser.driver.findElement(By.tagName("html")).getDomAttribute("lang"))
                .isEqualTo("zh-CN");
        browser.driver.navigate().refresh();
        browser.waitForWords("退出登录");
        select("language", "en");
        browser.waitForWords("Sign out");
    }

    @Test
    void hostileNotesReasonsAndNamesStayText() {
        String app = newApp();
        String hostile = "<img src=x onerror=\"document.title='hacked'\"> <a href=\"javascript:alert(1)\">click</a>";
        String id = publishPatch(app, patch(1), "1.0.0", "notes", hostile);
        for (int i = 0; i < 3; i++) {
            Reply check = patchCheck(app, "deviceId", "device-" + i);
            report(app, check, "device-" + i, "failed", "reason", "<script>document.title='hacked'</script>");
        }
        manage("POST", "/api/keys", "{\"name\":\"<img src=x onerror=alert(1)>\",\"role\":\"viewer\"}");
        signIn(ADMIN);
        go("#/apps/" + app + "/releases/" + id);

        browser.waitForWords(hostile);
        browser.waitForWords("<script>document.title=");
        assertThat(browser.driver.findElements(By.cssSelector("main img, main a[href^=javascript], main script")))
                .isEmpty();
        go("#/keys");
        browser.waitForWords("<img src=x onerror=alert(1)>");
        assertThat(browser.driver.findElements(By.cssSelector("main img"))).isEmpty();
        assertThat(browser.driver.getTitle()).doesNotContain("hacked");
        // and even a fault of the page's own could not turn text into markup
        assertThat(browser.driver.executeScript(
                        "try { document.querySelector('main').innerHTML = '<img src=x>'; return 'done'; }"
                                + " catch (e) { return e.name; }"))
                .isEqualTo("TypeError");
    }

    @Test
    void aTourByKeyboardReachesTheContent() {
        signIn(ADMIN);
        go("#/keys");
        browser.waitForWords("Make a key");
        List<String> reached = new ArrayList<>();
        List<String> wanted = List.of("Skip to the content", "Keys", "Health", "Make a key");
        // as many as there are keys, each with its button, and the head of the page
        for (int i = 0; i < 300 && !reached.containsAll(wanted); i++) {
            browser.driver.switchTo().activeElement().sendKeys(Keys.TAB);
            WebElement now = browser.driver.switchTo().activeElement();
            // between the end of the page and its beginning
            if (now.getTagName().equals("body")) continue;
            reached.add(now.getText().strip());
            assertThat(now.getCssValue("outline-style"))
                    .as("focus is seen on " + reached)
                    .isEqualTo("solid");
        }
        assertThat(reached).containsAll(wanted);
    }

    @Test
    void noPageHasASeriousFaultForAssistiveTools() {
        String app = newApp();
        publishPatch(app, patch(1), "1.0.0");
        String id = publishPatch(app, patch(2), "1.0.0", "rollout", "30", "notes", "Fixes the basket");
        finishedDeltasOf(app, id);
        for (int i = 0; i < 6; i++) {
            Reply check = patchCheck(app, "deviceId", "device-" + i);
            report(app, check, "device-" + i, i < 2 ? "failed" : "installed", "reason", "out of memory");
        }
        List<String> faults = new ArrayList<>();
        for (String theme : List.of("light", "dark")) {
            forget("sessionStorage.clear(); localStorage.setItem('patchbay.theme', '" + theme + "')");
            go("");
            browser.find(Browser.field("key"));
            faults.addAll(faultsOf("sign in, " + theme));
            signIn(ADMIN);
            for (String page : List.of(
                    "#/",
                    "#/apps/" + app,
                    "#/apps/" + app + "/releases/" + id,
                    "#/apps/" + app + "/publish",
                    "#/apps/" + app + "/explain",
                    "#/keys",
                    "#/audit",
                    "#/health",
                    "#/apps/none-of-that-name")) {
                go(page);
                await().until(() ->
                        browser.driver.findElements(By.cssSelector(".loading")).isEmpty());
                faults.addAll(faultsOf(page + ", " + theme));
            }
            go("#/apps/" + app + "/releases/" + id);
            browser.click(Browser.button("Plan steps…"));
            faults.addAll(faultsOf("plan, " + theme));
        }
        assertThat(faults).isEmpty();
    }

    /** In the dark only what depends on colours is judged: all else is the same. */
    private List<String> faultsOf(String page) {
        AxeBuilder axe = new AxeBuilder();
        if (page.endsWith("dark")) axe.withRules(List.of("color-contrast", "link-in-text-block"));
        return axe.analyze(browser.driver).getViolations().stream()
                .filter(rule -> Set.of("serious", "critical")
                        .contains(String.valueOf(rule.getImpact()).toLowerCase(Locale.ROOT)))
                .map(rule -> page + ": " + described(rule))
                .toList();
    }

    private static String described(Rule rule) {
        return rule.getId() + " "
                + rule.getNodes().stream()
                        .map(node -> node.getTarget() + " " + node.getHtml())
                        .toList();
    }
}
