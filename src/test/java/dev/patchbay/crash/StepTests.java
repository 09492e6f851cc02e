package dev.patchbay.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A step whose method was renamed would never be come to; only the long tests would notice. */
class StepTests {
    @ParameterizedTest
    @MethodSource("dev.patchbay.crash.Step#methods")
    void isAPlaceInTheServersCode(String method) throws Exception {
        Class<?> type = Class.forName(method.substring(0, method.lastIndexOf('.')));
        assertThat(Arrays.stream(type.getDeclaredMethods()).map(Method::getName))
                .contains(method.substring(method.lastIndexOf('.') + 1));
    }
}
