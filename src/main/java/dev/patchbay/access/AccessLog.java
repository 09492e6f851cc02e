package dev.patchbay.access;

import java.io.CharArrayWriter;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.catalina.Globals;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.AccessLogValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.web.servlet.HandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes each request down as a line of JSON. A path or a query may hold a link's token, and a stranger's path anything;
 * so the route that was taken is written instead, with those of its variables that are no secret.
 */
final class AccessLog extends AccessLogValve {
    private static final Set<String> NO_SECRETS = Set.of("app", "id", "verb", "name");
    private static final int LONGEST = 200;
    private static final JsonMapper JSON = new JsonMapper();

    private final @Nullable Consumer<CharArrayWriter> instead;
    private final Clock clock;

    /** @param instead gets the lines in place of a file, which is then not opened */
    AccessLog(@Nullable Consumer<CharArrayWriter> instead, Clock clock) {
        this.instead = instead;
        this.clock = clock;
        setPattern("common"); // not used, but without one nothing is logged
    }

    @Override
    public void log(Request request, Response response, long nanos) {
        CharArrayWriter line = new CharArrayWriter(512);
        line.append(JSON.writeValueAsString(members(request, response, nanos)));
        log(line);
    }

    @Override
    public void log(CharArrayWriter line) {
        if (instead == null) super.log(line);
        else instead.accept(line);
    }

    @Override
    protected synchronized void open() {
        if (instead == null) super.open();
    }

    private Map<String, Object> members(Request request, Response response, long nanos) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("at", clock.instant().toString());
        members.put("address", Origin.addressOf(request));
        members.put("method", cut(request.getMethod()));
        members.put("route", cut(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)));
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables) {
            variables.forEach((name, value) -> {
                if (name instanceof String text && NO_SECRETS.contains(text)) members.put(text, cut(value));
            });
        }
        members.put("status", response.getStatus());
        members.put("bytes", bytes(request, response));
        members.put("millis", nanos / 10_000 / 100.0);
        String key = keyOf(request);
        if (key != null) members.put("key", key);
        members.put("agent", cut(request.getHeader(HttpHeaders.USER_AGENT)));
        return members;
    }

    /** Those of a file that the operating system sends pass nobody who would count them. */
    private static long bytes(Request request, Response response) {
        Object first = request.getAttribute(Globals.SENDFILE_FILE_START_ATTR);
        Object end = request.getAttribute(Globals.SENDFILE_FILE_END_ATTR);
        return first instanceof Long from && end instanceof Long to ? to - from : response.getBytesWritten(false);
    }

    /** Its id, never the key. */
    private static @Nullable String keyOf(Request request) {
        Object context = request.getAttribute(RequestAttributeSecurityContextRepository.DEFAULT_REQUEST_ATTR_NAME);
        Authentication who = context instanceof SecurityContext known ? known.getAuthentication() : null;
        return who instanceof KeyAuthentication key ? key.getPrincipal().id() : null;
    }

    private static String cut(@Nullable Object value) {
        String text = value == null ? "-" : value.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
