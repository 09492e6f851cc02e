package dev.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class DeviceBodyFilterTests {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final Clock clock = mock(Clock.class);
    private final DeviceBodyFilter filter = new DeviceBodyFilter(clock, new Refusals(new SimpleMeterRegistry()));
    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private final MockFilterChain chain = new MockFilterChain();

    @BeforeEach
    void timeStandsStill() {
        when(clock.instant()).thenReturn(NOW);
    }

    private static MockHttpServletRequest request(String path, String type, int length) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
        request.setServletPath(path);
        request.setContentType(type);
        request.setContent("x".repeat(length).getBytes(StandardCharsets.US_ASCII));
        return request;
    }

    /** A request that does not say how long it is. */
    private static MockHttpServletRequest chunked(String path, int length) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", path) {
            @Override
            public long getContentLengthLong() {
                return -1;
            }
        };
        request.setServletPath(path);
        request.setContentType("application/json");
        request.setContent("x".repeat(length).getBytes(StandardCharsets.US_ASCII));
        return request;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/patch/version", "/api/patch/report", "/app/check"})
    void aBodyOf16KbPassesWholeAndOneByteMoreDoesNot(String path) throws Exception {
        filter.doFilter(chunked(path, 16 * 1024), response, chain);
        assertThat(((HttpServletRequest) chain.getRequest()).getInputStream().readAllBytes())
                .hasSize(16 * 1024);

        MockFilterChain untouched = new MockFilterChain();
        filter.doFilter(chunked(path, 16 * 1024 + 1), response, untouched);
        assertThat(untouched.getRequest()).isNull();
        assertThat(response.getStatus()).isEqualTo(413);
        assertThat(response.getContentAsString()).contains("/problems/too-large", "\"error\":");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-www-form-urlencoded", "text/plain"})
    void aStatedLengthIsEnoughToRefuse(String type) throws Exception {
        filter.doFilter(request("/app/check", type, 16 * 1024 + 1), response, chain);

        assertThat(response.getStatus()).isEqualTo(413);
        assertThat(response.getContentAsString()).contains("\"resCode\":413", "\"data\":{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json;charset=utf-16", "application/json; charset=ISO-8859-1"})
    void otherEncodingsAreRefused(String type) throws Exception {
        filter.doFilter(request("/api/patch/version", type, 10), response, chain);

        assertThat(response.getStatus()).isEqualTo(415);
    }

    @Test
    void aBodyThatDripsIsCut() throws Exception {
        when(clock.instant()).thenReturn(NOW, NOW.plusSeconds(11));
        filter.doFilter(chunked("/app/check", 10), response, chain);

        assertThat(response.getStatus()).isEqualTo(408);
        assertThat(chain.getRequest()).isNull();
    }

    @Test
    void uploadsAreNotItsBusiness() throws Exception {
        filter.doFilter(request("/api/apps/demo/releases", "application/json", 20_000), response, chain);

        assertThat(chain.getRequest()).isNotNull();
    }
}
