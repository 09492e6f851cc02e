package dev.patchbay.download;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.patchbay.SettableClock;
import dev.patchbay.release.Releases;
import dev.patchbay.report.DeliveryCounter;
import dev.patchbay.storage.BlobBucket;
import dev.patchbay.storage.BlobFolder;
import dev.patchbay.storage.BlobStore;
import dev.patchbay.storage.PatchbayHome;
import dev.patchbay.storage.Spool;
import java.security.SecureRandom;
import java.util.List;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** A web server that can do nothing but hand bytes out: no database, no keys of people. */
@ImportAutoConfiguration({
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    ErrorMvcAutoConfiguration.class,
    HttpEncodingAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class
})
@ConfigurationPropertiesScan("dev.patchbay.trust")
@EnableConfigurationProperties({
    PatchbayHome.class,
    DownloadSettings.class,
    DetourSettings.class,
    BudgetSettings.class,
    TokenSettings.class
})
@Import({
    Spool.class,
    KeyRingConfiguration.class,
    DownloadLinks.class,
    LinkRedeemer.class,
    SpentTokens.class,
    WithdrawnReleases.class,
    Representations.class,
    ContentTypes.class,
    StoredBytes.class,
    RepresentationChooser.class,
    Downloads.class,
    Detours.class,
    CdnAddresses.class,
    OriginController.class,
    HandOver.class,
    LinkDownloads.class,
    DownloadBudget.class
})
@ComponentScan(
        basePackages = {"dev.patchbay.ocrunner", "dev.patchbay.eros", "dev.patchbay.trust"},
        useDefaultFilters = false,
        includeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern = ".*\\.(DownloadController|PackageController|Sealer|SealSecretConfiguration)"))
/** No stereotype on it: other tests scan this package for the real server. */
class DownloadServer {
    static final long WITHDRAWN = 99;

    @Bean
    SettableClock clock() {
        return new SettableClock("2026-11-22T09:00:00Z");
    }

    /** The folder is this test's own. */
    @Bean
    Object homeLock() {
        return new Object();
    }

    @Bean
    Releases releases() {
        Releases releases = mock(Releases.class);
        when(releases.withdrawnIds()).thenReturn(List.of(WITHDRAWN));
        return releases;
    }

    @Bean
    SpentLedger spentLedger() {
        return mock(SpentLedger.class);
    }

    @Bean
    BlobStore blobStore(PatchbayHome home, SettableClock clock, Environment environment) {
        boolean inS3 = environment.containsProperty("patchbay.storage.s3.bucket");
        return inS3 ? BlobBucket.open(environment, clock) : new BlobFolder(home, clock).store();
    }

    @Bean
    DeliveryCounter deliveries() {
        return mock(DeliveryCounter.class);
    }

    @Bean
    SecureRandom random() {
        return new SecureRandom();
    }
}
