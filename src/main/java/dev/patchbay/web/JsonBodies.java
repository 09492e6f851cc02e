package dev.patchbay.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads small JSON bodies into records straight away, as checks have them. Spring's own way does the same and asks every
 * converter and a binder first, which costs as much as the decision; it still gets whatever is not plainly JSON,
 * and each body that need not be there, which JSON's null stands for as well as nothing.
 */
final class JsonBodies implements HandlerMethodArgumentResolver {
    private static final int SMALL = 16 * 1024;

    /** As clients spell it: URLSession, OkHttp and their like. */
    private static final Set<String> JSON = Set.of(
            "application/json",
            "application/json;charset=utf-8",
            "application/json;charset=UTF-8",
            "application/json; charset=utf-8",
            "application/json; charset=UTF-8");

    private final JsonMapper mapper;
    private final HandlerMethodArgumentResolver otherwise;
    private final Map<Class<?>, ObjectReader> readers = new ConcurrentHashMap<>();

    JsonBodies(JsonMapper mapper, HandlerMethodArgumentResolver otherwise) {
        this.mapper = mapper;
        this.otherwise = otherwise;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        @Nullable RequestBody body = parameter.getParameterAnnotation(RequestBody.class);
        return body != null && body.required() && parameter.getParameterType().isRecord();
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer view,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders)
            throws Exception {
        HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
        return request != null && isPlain(request)
                ? read(parameter.getParameterType(), request)
                : otherwise.resolveArgument(parameter, view, web, binders);
    }

    private static boolean isPlain(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null
                && JSON.contains(type)
                && request.getContentLength() > 0
                && request.getContentLength() <= SMALL;
    }

    private Object read(Class<?> type, HttpServletRequest request) throws IOException {
        Object body;
        try {
            body = readers.computeIfAbsent(type, mapper::readerFor).readValue(request.getInputStream());
        } catch (JacksonException e) {
            throw new HttpMessageNotReadableException(
                    "JSON parse error: " + e.getOriginalMessage(), e, new ServletServerHttpRequest(request));
        }
        if (body != null) return body;
        throw new HttpMessageNotReadableException("The body is null", new ServletServerHttpRequest(request));
    }
}
