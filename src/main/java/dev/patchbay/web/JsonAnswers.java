package dev.patchbay.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes records as JSON straight away to whom takes JSON, as all devices do. Spring's own way does the same and negotiates the
 * form first, which costs as much as the decision; it still gets whatever could be answered in another form or by a condition.
 */
final class JsonAnswers implements HandlerMethodReturnValueHandler {
    private final JsonMapper mapper;
    private final HandlerMethodReturnValueHandler otherwise;
    private final Map<Method, Boolean> supported = new ConcurrentHashMap<>();

    JsonAnswers(JsonMapper mapper, HandlerMethodReturnValueHandler otherwise) {
        this.mapper = mapper;
        this.otherwise = otherwise;
    }

    @Override
    public boolean supportsReturnType(MethodParameter type) {
        Method method = type.getMethod();
        return method != null
                && type.getParameterType() == ResponseEntity.class
                && supported.computeIfAbsent(
                        method, unknown -> isRecord(type.nested().getNestedParameterType()));
    }

    private static boolean isRecord(Class<?> type) {
        return type.isRecord() || type.isSealed();
    }

    @Override
    public void handleReturnValue(
            @Nullable Object value, MethodParameter type, ModelAndViewContainer view, NativeWebRequest web)
            throws Exception {
        HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
        HttpServletResponse response = web.getNativeResponse(HttpServletResponse.class);
        if (request != null
                && response != null
                && value instanceof ResponseEntity<?> answer
                && isPlain(answer, request)) {
            view.setRequestHandled(true);
            write(answer, response);
        } else {
            otherwise.handleReturnValue(value, type, view, web);
        }
    }

    private static boolean isPlain(ResponseEntity<?> answer, HttpServletRequest request) {
        HttpHeaders headers = answer.getHeaders();
        return answer.getBody() instanceof Record
                && headers.getFirst(HttpHeaders.ETAG) == null
                && headers.getFirst(HttpHeaders.LAST_MODIFIED) == null
                && headers.getFirst(HttpHeaders.VARY) == null
                && (isJson(headers.getFirst(HttpHeaders.CONTENT_TYPE)) || takesJson(request));
    }

    private static boolean isJson(@Nullable String type) {
        return MediaType.APPLICATION_JSON_VALUE.equals(type);
    }

    private static boolean takesJson(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return accepted == null || accepted.equals(MediaType.ALL_VALUE) || isJson(accepted);
    }

    /** With its length, for the reason that {@link SizedJson} has. */
    private void write(ResponseEntity<?> answer, HttpServletResponse response) throws IOException {
        byte[] json = mapper.writeValueAsBytes(answer.getBody());
        response.setStatus(answer.getStatusCode().value());
        answer.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(json.length);
        response.getOutputStream().write(json);
    }
}
