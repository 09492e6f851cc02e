package dev.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockPart;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartFile;

class ApiProblemsTests {
    private final MockMvcTester mvc = MockMvcTester.of(
            List.of(new Failing()),
            builder -> builder.setControllerAdvice(new ApiProblems(new Refusals(new SimpleMeterRegistry())))
                    .build());

    record Coin(String side) {
        public static Coin of(String side) {
            if (!side.equals("head") && !side.equals("tail")) throw new IllegalArgumentException("head or tail");
            return new Coin(side);
        }
    }

    @RestController
    static class Failing {
        @GetMapping({"/fail/{how}", "/api/patch/fail/{how}"})
        void fail(@PathVariable String how) throws Exception {
            switch (how) {
                case "denied" -> throw new AccessDeniedException("secret reason");
                case "stale" -> throw new OptimisticLockingFailureException("secret reason");
                case "database" -> throw new DataAccessResourceFailureException("secret reason");
                case "ended" -> throw new IllegalStateException(new SQLException("secret reason", "25P03"));
                case "too-large" -> throw new MaxUploadSizeExceededException(1);
                case "argument" -> throw new IllegalArgumentException("secret reason");
                case "disk" -> throw new IOException("secret reason");
                default -> throw new StackOverflowError("secret reason");
            }
        }

        @GetMapping("/number/{number}")
        void number(@PathVariable int number) {}

        @GetMapping("/coin")
        void coin(@RequestParam Coin coin, @RequestParam(required = false) @Nullable String other) {}

        @PostMapping(path = "/file", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
        void file(@RequestPart("package") MultipartFile file) {}
    }

    @ParameterizedTest
    @CsvSource({
        "denied, 403, forbidden",
        "stale, 409, conflict",
        "database, 503, unavailable",
        "ended, 503, unavailable",
        "too-large, 413, too-large",
        "argument, 500, internal",
        "disk, 500, internal",
        "overflow, 500, internal"
    })
    void aFailureIsAProblemThatTellsNothingOfItsReason(String how, int status, String slug) {
        assertThat(mvc.get().uri("/fail/" + how))
                .hasStatus(status)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyText()
                .contains("\"type\":\"/problems/" + slug + "\"", "\"status\":" + status, "\"title\":", "\"detail\":")
                .doesNotContain("secret");
    }

    @Test
    void whoReadBeforeAChangeIsToldThatItsPreconditionFailed() {
        assertThat(mvc.get().uri("/fail/stale").header("If-Match", "\"1\"")).hasStatus(412);
    }

    @Test
    void anUnreachableDatabaseIsWorthAnotherTry() {
        assertThat(mvc.get().uri("/fail/database")).hasHeader("Retry-After", "5");
    }

    @Test
    void aDeviceGetsTheMembersOfAProblemAsPlainJson() {
        MvcTestResult result = mvc.get().uri("/api/patch/fail/disk").exchange();

        assertThat(result).hasStatus(500).hasContentType(MediaType.APPLICATION_JSON);
        assertThat(result).bodyJson().extractingPath("$.error").isEqualTo("The server failed; its log says why.");
        assertThat(result).bodyJson().extractingPath("$.type").isEqualTo("/problems/internal");
    }

    @Test
    void aDeviceThatNamesTheProperTypeGetsIt() {
        assertThat(mvc.get().uri("/api/patch/fail/disk").accept(MediaType.APPLICATION_PROBLEM_JSON))
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .extractingPath("$.error")
                .isNotNull();
    }

    @Test
    void aValueOfOursExplainsItselfAndAJdkOneDoesNot() {
        assertThat(mvc.get().uri("/coin").param("coin", "edge<script>"))
                .hasStatus(400)
                .bodyText()
                .contains("\"detail\":\"coin: head or tail\"")
                .doesNotContain("script");
        assertThat(mvc.get().uri("/number/{number}", "12<script>"))
                .hasStatus(400)
                .bodyText()
                .contains("number: not of the right form")
                .doesNotContain("script");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(mvc.get().uri("/coin")).hasStatus(400).bodyText().contains("coin: is missing");
        assertThat(mvc.post().uri("/file").multipart().part(new MockPart("other", new byte[1])))
                .hasStatus(400)
                .bodyText()
                .contains("package: is missing");
    }

    @Test
    void aWrongMethodOrTypeIsToldTheRightOne() {
        assertThat(mvc.delete().uri("/coin")).hasStatus(405).hasHeader("Allow", "GET");
        assertThat(mvc.post().uri("/file").contentType(MediaType.TEXT_PLAIN).content("x"))
                .hasStatus(415)
                .bodyText()
                .contains("multipart/form-data");
    }
}
