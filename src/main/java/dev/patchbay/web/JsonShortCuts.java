package dev.patchbay.web;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityReturnValueHandler;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestResponseBodyMethodProcessor;
import tools.jackson.databind.json.JsonMapper;

/** Spring's adapter with {@link JsonBodies} and {@link JsonAnswers} before its own. */
final class JsonShortCuts extends RequestMappingHandlerAdapter {
    private final JsonMapper mapper;

    JsonShortCuts(JsonMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public void afterPropertiesSet() {
        super.afterPropertiesSet();
        setArgumentResolvers(withFirst(
                getArgumentResolvers(), RequestResponseBodyMethodProcessor.class, own -> new JsonBodies(mapper, own)));
        setReturnValueHandlers(withFirst(
                getReturnValueHandlers(), ResponseEntityReturnValueHandler.class, own -> new JsonAnswers(mapper, own)));
    }

    /** Makes the first one of that which takes over where it does not apply. */
    private static <T, O extends T> List<T> withFirst(@Nullable List<T> all, Class<O> otherwise, Function<O, T> make) {
        List<T> found = all == null ? List.of() : all;
        List<T> more = new ArrayList<>(found);
        more.add(
                0,
                make.apply(otherwise.cast(
                        found.stream().filter(otherwise::isInstance).findFirst().orElseThrow())));
        return more;
    }
}
