package dev.patchbay.pack;

import static dev.patchbay.pack.NodeText.Decoder.NODE_8;
import static dev.patchbay.pack.NodeText.Decoder.SINCE_NODE_10;
import static dev.patchbay.pack.NodeText.Decoder.UP_TO_NODE_6;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeTextTests {
    private static NodeText.Digest digest(byte[] bytes, NodeText.Decoder decoder) throws IOException {
        return NodeText.digest(new ByteArrayInputStream(bytes), decoder);
    }

    @Test
    void countsASurrogateAsTheNodesOfItsTimeDid() throws IOException {
        byte[] surrogate = HexFormat.of().parseHex("eda080");
        assertThat(DigestUtils.md5Hex(surrogate)).isEqualTo("546d3dc8de10fbf8b448f678a47901e4");
        assertThat(digest(surrogate, NODE_8).md5()).isEqualTo("9b759040321a408a5c7768b4511287a6");
        assertThat(digest(surrogate, SINCE_NODE_10).md5()).isEqualTo("3eb91feed010d84682979a9a79004710");
        assertThat(digest(surrogate, UP_TO_NODE_6).md5()).isEqualTo("3eb91feed010d84682979a9a79004710");
    }

    /** What Node 6.9.5, 8.9.4 and 20.20.2 print for Buffer.from(hex, 'hex').toString('utf8'), ? being U+FFFD. */
    @ParameterizedTest
    @CsvSource({
        "e28241, ??A, ?A, ?A",
        "f09f98, ???, ?, ?",
        "f09f9841, ???A, ?A, ?A",
        "c0af, ??, ??, ??",
        "eda080edb080, ??????, ??, ??????",
        "f4908080, ????, ?, ????",
        "f0808080, ????, ?, ????",
        "e08080, ???, ?, ???",
        "f8808080, ????, ????, ????",
        "f5808080, ????, ????, ????",
        "e2, ?, ?, ?",
        "c241, ?A, ?A, ?A",
        "f09f, ??, ?, ?",
        "eda0bd41, ???A, ?A, ???A",
        "e0a041, ??A, ?A, ?A"
    })
    void replacesWhatIsNotUtf8(String hex, String node6, String node8, String node20) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        assertThat(digest(bytes, UP_TO_NODE_6).md5()).isEqualTo(md5(node6));
        assertThat(digest(bytes, NODE_8).md5()).isEqualTo(md5(node8));
        assertThat(digest(bytes, SINCE_NODE_10).md5()).isEqualTo(md5(node20));
        assertThat(digest(bytes, NODE_8).valid()).isFalse();
    }

    private static String md5(String text) {
        return DigestUtils.md5Hex(text.replace('?', '\ufffd').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void leavesTextAsItIs() throws IOException {
        byte[] text =
                "a\u00e9\u9996\ud83d\ude00\u07ff\uffff\ud7ff\ue000".repeat(2000).getBytes(StandardCharsets.UTF_8);
        for (NodeText.Decoder decoder : NodeText.Decoder.values()) {
            assertThat(digest(text, decoder)).isEqualTo(new NodeText.Digest(DigestUtils.md5Hex(text), true));
        }
    }
}
