package dev.patchbay.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.SettableClock;
import dev.patchbay.storage.StartRefused;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

class DetourSettingsTests {
    private static final String PREFIX = "patchbay.download.";

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(DetourSettings.class)
    @Import({Detours.class, CdnAddresses.class})
    static class Server {
        @Bean
        SettableClock clock() {
            return new SettableClock("2026-11-22T09:00:00Z");
        }

        @Bean
        KeyRing keys() {
            byte[] secret = new byte[32];
            new SecureRandom().nextBytes(secret);
            return KeyRing.of(
                    java.util.List.of("k1:" + java.util.Base64.getEncoder().encodeToString(secret)), "a test");
        }
    }

    private final ApplicationContextRunner server = new ApplicationContextRunner().withUserConfiguration(Server.class);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    via=cdn                                        | cdn.url: write the address of the CDN
                    via=redirect                                   | via is redirect, but bytes lie in files
                    cdn.url=ftp://cdn.example.com                  | cdn.url: write scheme and host
                    cdn.url=https://cdn.example.com/               | cdn.url: write scheme and host
                    cdn.signing=nginx                              | cdn.secret: write it together with
                    cdn.secret=0123456789abcdef                    | cdn.secret: write it together with
                    cdn.origin-key=short                           | cdn.origin-key: write 16 characters or more
                    redirect-ttl=1s                                | redirect-ttl: write a time from 10s to 12h
                    """)
    void refusesWhatContradictsItself(String setting, String sentence) {
        server.withPropertyValues(PREFIX + setting).run(context -> {
            Throwable cause = context.getStartupFailure();
            while (cause.getCause() != null && !(cause instanceof StartRefused)) cause = cause.getCause();
            assertThat(cause).hasMessageStartingWith(PREFIX + sentence);
        });
    }

    @Test
    void whatIsEmptyIsNotSet() {
        List<String> all = List.of(
                "via=", "redirect-ttl=", "cdn.url=", "cdn.origin-key=", "cdn.signing=", "cdn.secret= ", "cdn.ttl=");
        server.withPropertyValues(all.stream().map(one -> PREFIX + one).toArray(String[]::new))
                .run(context -> assertThat(context.getBean(DetourSettings.class))
                        .isEqualTo(new DetourSettings(
                                null,
                                Duration.ofMinutes(5),
                                new DetourSettings.Cdn(
                                        null, null, DetourSettings.Signing.NONE, null, Duration.ofMinutes(5)))));
    }

    @ParameterizedTest
    @CsvSource({"via=stream", "cdn.url=https://cdn.example.com", "redirect-ttl=1m"})
    void takesWhatMakesSense(String setting) {
        server.withPropertyValues(PREFIX + setting)
                .run(context -> assertThat(context).hasNotFailed());
    }
}
