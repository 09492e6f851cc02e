package dev.patchbay.console;

import dev.patchbay.Needed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real browser, started once for all tests. Debian's, named by path: Selenium would look for one in the internet. */
final class Browser {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static Browser shared;

    final ChromeDriver driver;

    private Browser(Path chromium, Path chromedriver) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toFile());
        options.addArguments(
                "--headless=new",
                // tests run as root in containers, where the sandbox cannot
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--hide-scrollbars",
                "--lang=en");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .withTimeout(PATIENCE)
                .build();
        driver = new ChromeDriver(service, options);
        Runtime.getRuntime().addShutdownHook(new Thread(driver::quit));
    }

    /** Skips the test where there is no browser, and fails it there in continuous integration ({@code CI=true}). */
    static Browser assumePresent() {
        Optional<Path> chromium = Needed.program("chromium");
        Optional<Path> chromedriver = Needed.program("chromedriver");
        Needed.assume(
                chromium.isPresent() && chromedriver.isPresent(),
                "chromium and chromedriver are not installed here (packages chromium, chromium-driver)");
        if (shared == null) shared = new Browser(chromium.orElseThrow(), chromedriver.orElseThrow());
        return shared;
    }

    void size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    /** The element, as soon as it is there to be seen. */
    WebElement find(By by) {
        return new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50))
                .ignoring(StaleElementReferenceException.class)
                .withMessage(() -> "nothing like " + by + " on the page:\n" + words())
                .until(page -> {
                    WebElement found = page.findElement(by);
                    return found.isDisplayed() ? found : null;
                });
    }

    /** Clicks what may be drawn anew at any moment. */
    void click(By by) {
        new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50))
                .ignoring(StaleElementReferenceException.class)
                .ignoring(ElementNotInteractableException.class)
                .withMessage(() -> "nothing like " + by + " to click on the page:\n" + words())
                .until(page -> {
                    page.findElement(by).click();
                    return true;
                });
    }

    /** Into what may be drawn anew at any moment. */
    void type(By by, String text) {
        new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50))
                .ignoring(StaleElementReferenceException.class)
                .ignoring(ElementNotInteractableException.class)
                .withMessage(() -> "nothing like " + by + " to type into on the page:\n" + words())
                .until(page -> {
                    WebElement field = page.findElement(by);
                    field.clear();
                    field.sendKeys(text);
                    return true;
                });
    }

    void waitForWords(String words) {
        new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50))
                .withMessage(() -> "no \"" + words + "\" on the page:\n" + words())
                .until(page -> words().contains(words));
    }

    /** As one who comes back to the page, which is then up to date at once. */
    void lookAgain() {
        driver.executeScript("document.dispatchEvent(new Event('visibilitychange'))");
    }

    /** What a reader sees. */
    String words() {
        return String.valueOf(driver.executeScript("return document.body ? document.body.innerText : ''"));
    }

    static By button(String words) {
        return By.xpath("//*[self::button or self::a or self::label][normalize-space()=\"" + words + "\"]");
    }

    /** The button at the end of the open dialog. */
    static By confirm(String words) {
        return By.xpath("//dialog[@open]//button[@type='submit'][normalize-space()=\"" + words + "\"]");
    }

    static By field(String name) {
        return By.cssSelector("[name='" + name + "']");
    }
}
