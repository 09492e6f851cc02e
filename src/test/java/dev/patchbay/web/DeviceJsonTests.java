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

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1", "true", "[\"1.0\"]", "{}"})
    void aVersionThatIsNoTextIsNoVersion(String version) throws Exception {
        HttpResponse<String> response =
                post("/api/patch/version", ("{\"version\":" + version + "}").getBytes(StandardCharsets.UTF_8));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"error\":\"Invalid version\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/html", "image/png", "application/problem+json", "APPLICATION/PROBLEM+JSON", "mischief"})
    void aCheckIsAnsweredWithJsonWhateverTheDeviceAccepts(String accept) throws Exception {
        HttpResponse<String> response = send(to("/api/patch/version")
                .headers("Content-Type", "application/json", "Accept", accept)
                .POST(HttpRequest.BodyPublishers.ofString("{\"version\":\"1.0.0\",\"appName\":\"demo\"}")));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/problem+json", "Application/Problem+JSON", "text/html, application/problem+json"})
    void anErrorIsAProblemForWhoNamesThat(String accept) throws Exception {
        HttpResponse<String> response = send(to("/api/patch/version")
                .headers("Content-Type", "application/json", "Accept", accept)
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "[\"appName\"]", "\"appName\"", "7", "{}"})
    void anErosCheckThatNamesNothingLacksItsParameters(String body) throws Exception {
        HttpResponse<String> response = post("/app/check", body.getBytes(StandardCharsets.UTF_8));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"resCode\":400,\"msg\":\"参数缺失\",\"data\":{}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/app/mischief.zip?token=x",
                "/app/mischief.zip",
                "/app/0CC175B9C0F1B6A831C399E269772661.zip?token=x",
                "/app/0cc175b9c0f1b6a831c399e269772661.zip?token=x",
                "/api/patch/download/x"
            })
    void aLinkThatNobodyGaveOutLeadsNowhere(String link) throws Exception {
        HttpResponse<String> response = send(to(link));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain");
        assertThat(response.body()).isEqualTo("Invalid or expired link");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/patch/download/x", "/app/0cc175b9c0f1b6a831c399e269772661.zip?token=x"})
    void aWrongMethodOnALinkIsToldInTheDevicesForm(String link) throws Exception {
        HttpResponse<String> response = send(to(link).DELETE());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(response.body()).contains("\"error\":", "\"status\":405");
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
