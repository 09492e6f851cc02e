package dev.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.access.RunningServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenRoutesTests extends RunningServer {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/actuator/health",
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/actuator/health/devices",
                "/actuator/info",
                "/v3/api-docs",
                "/v3/api-docs/swagger-config",
                "/swagger-ui/index.html",
                "/swagger-ui/swagger-ui-bundle.js"
            })
    void needNoKey(String path) throws Exception {
        HttpResponse<String> response = send(to(path));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(response.headers().firstValue("X-Frame-Options")).hasValue("DENY");
        assertThat(response.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(response.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void healthTellsItsReasonsOnlyToWhoHasAKey() throws Exception {
        assertThat(send(to("/actuator/health")).body()).contains("\"UP\"").doesNotContain("components", "db");
        assertThat(send(asAdmin("/actuator/health")).body()).contains("components", "db");
    }

    @Test
    void metricsNeedAKey() throws Exception {
        assertThat(send(to("/actuator/prometheus")).statusCode()).isEqualTo(401);
        assertThat(send(asAdmin("/actuator/prometheus")).body()).contains("jvm_memory");
    }

    @Test
    void theApiDocumentNamesTheKeyAndTheProblem() throws Exception {
        assertThat(send(to("/v3/api-docs")).body())
                .contains("\"title\":\"Patchbay\"", "\"scheme\":\"bearer\"", "\"Problem\"");
    }

    @Test
    void swaggerUiIsOneStepAway() throws Exception {
        HttpResponse<String> response = send(to("/swagger-ui.html"));

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.headers().firstValue("Location")).hasValue("/swagger-ui/index.html");
    }
}
