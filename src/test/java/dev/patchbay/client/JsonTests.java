package dev.patchbay.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTests {
    private static Map<String, Object> read(String json) throws Refused {
        return Json.object(json.getBytes(UTF_8), 1000);
    }

    @Test
    void readsEverySortOfValue() throws Refused {
        assertThat(read(" {\"a\" : [1, -2,\t3.5e1, true, false, null, {}, []],\n\"b\":\"x\\\"\\u00e9\\n\u4e2d\"} "))
                .isEqualTo(Map.of(
                        "a",
                        Arrays.asList(1L, -2L, 35.0, true, false, null, Map.of(), List.of()),
                        "b",
                        "x\"\u00e9\n\u4e2d"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "1",
                "{",
                "{}x",
                "{}{}",
                "{\"a\":1,}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":01}",
                "{\"a\":+1}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":NaN}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":tru}",
                "{\"a\" 1}",
                "{\"a\":[1,]}",
                "{\"a\":[1 2]}",
                "{/**/}",
                "\ufeff{}",
                "{\"a\":[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]}"
            })
    void refusesWhatIsNotStrictlyAnObject(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(Refused.class);
    }

    @Test
    void refusesWhatIsNoUtf8OrTooLarge() {
        assertThatThrownBy(() -> Json.object(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}, 100))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> Json.object("{}".getBytes(UTF_8), 1)).isInstanceOf(Refused.class);
    }

    @Test
    void readsAndWritesBase64() throws Refused {
        for (int length = 0; length < 50; length++) {
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) bytes[i] = (byte) (i * 37 + length);
            String text = java.util.Base64.getEncoder().encodeToString(bytes);
            assertThat(Bytes.toBase64(bytes)).isEqualTo(text);
            assertThat(Bytes.base64(text)).isEqualTo(bytes);
        }
        for (String wrong : new String[] {"A", "AA", "AAA", "A===", "====", "AA=A", "A A=", "AA-_"}) {
            assertThatThrownBy(() -> Bytes.base64(wrong)).as(wrong).isInstanceOf(Refused.class);
        }
    }
}
