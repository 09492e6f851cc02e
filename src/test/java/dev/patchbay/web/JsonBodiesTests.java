package dev.patchbay.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.annotation.RequestParamMethodArgumentResolver;
import tools.jackson.databind.json.JsonMapper;

class JsonBodiesTests {
    record Question(String version) {}

    /** Stands for a controller. */
    @SuppressWarnings("unused")
    private static void asked(
            @RequestBody Question must,
            @RequestBody(required = false) @Nullable Question may,
            @RequestBody String text,
            Question other) {}

    @Test
    void takesRecordsThatMustBeThereAndLeavesAllElseToSpring() throws Exception {
        JsonBodies bodies = new JsonBodies(JsonMapper.shared(), new RequestParamMethodArgumentResolver(false));
        List<Boolean> taken = Arrays.stream(JsonBodiesTests.class.getDeclaredMethods())
                .filter(method -> method.getName().equals("asked"))
                .flatMap(method -> Arrays.stream(method.getParameters()))
                .map(MethodParameter::forParameter)
                .map(bodies::supportsParameter)
                .toList();
        assertThat(taken).containsExactly(true, false, false, false);
    }
}
