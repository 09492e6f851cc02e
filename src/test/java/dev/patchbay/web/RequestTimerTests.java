package dev.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.FilterChain;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerMapping;

class RequestTimerTests {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RequestTimer timer = new RequestTimer(registry);
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    private long timed(String method, String uri, String status, String outcome) {
        return registry
                .find("http.server.requests")
                .tags("method", method, "uri", uri, "status", status, "outcome", outcome)
                .timers()
                .stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private static FilterChain routedTo(String pattern) {
        return (request, response) -> request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, pattern);
    }

    @Test
    void timesByThePatternAndNotByWhatWasSent() throws Exception {
        timer.doFilter(new MockHttpServletRequest("GET", "/api/apps/demo"), response, routedTo("/api/apps/{app}"));
        timer.doFilter(new MockHttpServletRequest("GET", "/api/apps/shop"), response, routedTo("/api/apps/{app}"));
        assertThat(timed("GET", "/api/apps/{app}", "200", "SUCCESS")).isEqualTo(2);
    }

    @Test
    void pathsWithoutARouteAndMethodsNobodyKnowsAreOneEach() throws Exception {
        response.setStatus(404);
        for (int i = 0; i < 5; i++) {
            timer.doFilter(new MockHttpServletRequest("BREW" + i, "/pot/" + i), response, (request, answer) -> {});
        }
        assertThat(timed("OTHER", "UNKNOWN", "404", "CLIENT_ERROR")).isEqualTo(5);
        assertThat(registry.getMeters()).hasSize(1);
    }

    @Test
    void anAnswerThatFailsIsAFaultOfTheServer() {
        assertThatThrownBy(() -> timer.doFilter(new MockHttpServletRequest("GET", "/"), response, (request, answer) -> {
                    throw new IOException("gone");
                }))
                .isInstanceOf(IOException.class);
        assertThat(timed("GET", "UNKNOWN", "500", "SERVER_ERROR")).isEqualTo(1);
    }

    @Test
    void aStreamedAnswerIsTimedWhenItEnds() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/app/x.zip");
        request.setAsyncSupported(true);
        timer.doFilter(request, response, (asked, answer) -> {
            routedTo("/app/{name}.zip").doFilter(asked, answer);
            asked.startAsync();
        });
        assertThat(registry.getMeters()).isEmpty();
        ((MockAsyncContext) request.getAsyncContext()).complete();
        assertThat(timed("GET", "/app/{name}.zip", "200", "SUCCESS")).isEqualTo(1);
    }
}
