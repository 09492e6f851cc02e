package dev.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.access.RunningServer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceJsonTests extends RunningServer {
    private HttpResponse<String> post(String path, byte[] body) throws Exception {
        return send(
                to(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mischief",
                "{",
                "[]",
                "\"1.0.0\"",
                "{\"version\":1.0}",
                "{\"version\":true}",
                "{\"version\":{\"mischief\":1}}",
                "{\"version\":[\"1.0.0\"]}",
                "{\"version\":\"1.0.0\",\"version\":\"1.0.1\"}",
                "{\"version\":\"1.0.0\"}{}",
                "{\"version\":\"1.0.0\"}mischief",
                "{\"version\":\"1.0.0\",}",
                "{'version':'1.0.0'}",
                "{\"version\":\"1.0.0\"/*mischief*/}",
                "{\"version\":\"1.0.0\",\"isDiff\":\"true\"}",
                "{\"version\":\"1.0.0\",\"x\":[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]}"
            })
    void aCheckThatIsNotStrictJsonIsRefusedInTheDevicesForm(String body) throws Exception {
        HttpResponse<String> response = post("/api/patch/version", body.getBytes(StandardCharsets.UTF_8));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(response.body())
                .contains("\"error\":", "\"type\":\"/problems/")
                .doesNotContain("mischief");
    }

    @Test
    void whatDevicesOfLaterVersionsAddIsIgnored() throws Exception {
        HttpResponse<String> response = post(
                "/api/patch/version",
                "{\"version\":\"1.0.0\",\"appName\":\"demo\",\"new\":[1]}".getBytes(StandardCharsets.UTF_8));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    @Test
    void otherEncodingsAreRefused() throws Exception {
        byte[] utf16 = "{\"version\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_16BE);
        byte[] broken = {'{', '"', 'v', (byte) 0xff, '"', ':', '1', '}'};

        assertThat(post("/api/patch/version", utf16).statusCode()).isEqualTo(400);
        assertThat(post("/api/patch/version", broken).statusCode()).isEqualTo(400);
    }

    @Test
    void anUnreadableErosCheckKeepsItsForm() throws Exception {
        HttpResponse<String> response = post("/app/check", "{".getBytes(StandardCharsets.UTF_8));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"resCode\":400", "\"msg\":", "\"data\":{}");
    }

    @Test
    void aFormOfUnknownLengthIsCutByTheContainer() throws Exception {
        HttpResponse<String> response = send(to("/app/check")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.fromPublisher(
                        HttpRequest.BodyPublishers.ofString("appName=" + "a".repeat(100_000)))));

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("\"resCode\":413", "\"data\":{}");
    }

    @Test
    void aWrongMethodIsToldTheRightOne() throws Exception {
        HttpResponse<String> response = send(to("/api/patch/version").GET());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("POST");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    }
}
