package dev.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.catalina.Globals;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.coyote.OutputBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.web.servlet.HandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AccessLogTests {
    private static final String TOKEN = "a-token-that-is-a-key";

    private final List<String> lines = new ArrayList<>();
    private final AccessLog log = new AccessLog(line -> lines.add(line.toString()), Clock.systemUTC());
    private Request request;
    private Response response;

    @BeforeEach
    void ask() {
        request = new Request(new Connector(), new org.apache.coyote.Request());
        org.apache.coyote.Response sent = new org.apache.coyote.Response();
        sent.setOutputBuffer(new OutputBuffer() {
            @Override
            public int doWrite(ByteBuffer chunk) {
                return 0;
            }

            @Override
            public long getBytesWritten() {
                return 345;
            }
        });
        response = new Response(sent);
        request.setResponse(response);
        request.getCoyoteRequest().method().setString("GET");
        request.setRemoteAddr("192.0.2.7");
        response.setStatus(200);
    }

    private JsonNode logged() {
        log.log(request, response, 12_345_678);
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).doesNotContain("\n");
        return new JsonMapper().readTree(lines.get(0));
    }

    private void took(String route, Map<String, String> variables) {
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, route);
        request.setAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, variables);
    }

    @Test
    void writesWhoDidWhatAndHowItEnded() {
        took("/api/apps/{app}/releases/{id}", Map.of("app", "demo", "id", "42"));
        KeyGrant grant = new KeyGrant("ci", Role.VIEWER, Set.of(), null);
        request.setAttribute(
                RequestAttributeSecurityContextRepository.DEFAULT_REQUEST_ATTR_NAME,
                new SecurityContextImpl(new KeyAuthentication(new KeyHolder("k1", grant))));
        JsonNode line = logged();
        assertThat(line.path("route").asString()).isEqualTo("/api/apps/{app}/releases/{id}");
        assertThat(line.path("app").asString()).isEqualTo("demo");
        assertThat(line.path("id").asString()).isEqualTo("42");
        assertThat(line.path("key").asString()).isEqualTo("k1");
        assertThat(line.path("address").asString()).isEqualTo("192.0.2.7");
        assertThat(line.path("status").asInt()).isEqualTo(200);
        assertThat(line.path("bytes").asInt()).isEqualTo(345);
        assertThat(line.path("millis").asDouble()).isEqualTo(12.34);
    }

    @Test
    void writesNoToken() {
        request.getCoyoteRequest().requestURI().setString("/api/patch/download/" + TOKEN);
        request.getCoyoteRequest().queryString().setString("token=" + TOKEN);
        took("/api/patch/download/{token}", Map.of("token", TOKEN));
        assertThat(logged().toString()).doesNotContain(TOKEN).contains("/api/patch/download/{token}");
    }

    @Test
    void writesNothingOfAPathThatIsNoRoute() {
        request.getCoyoteRequest().requestURI().setString("//api/patch/download/" + TOKEN);
        request.getCoyoteRequest().getMimeHeaders().addValue("User-Agent").setString("a\nb\"" + "x".repeat(9000));
        JsonNode line = logged();
        assertThat(line.path("route").asString()).isEqualTo("-");
        assertThat(line.path("agent").asString()).startsWith("a\nb\"").hasSize(200);
        assertThat(line.toString()).doesNotContain(TOKEN);
    }

    @Test
    void countsTheBytesOfAFileThatTheOperatingSystemSends() {
        request.setAttribute(Globals.SENDFILE_FILE_START_ATTR, 100L);
        request.setAttribute(Globals.SENDFILE_FILE_END_ATTR, 1_000_100L);
        assertThat(logged().get("bytes").asLong()).isEqualTo(1_000_000);
    }
}
