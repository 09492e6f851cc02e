package dev.patchbay.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The values were computed with openssl, by the rules in the documentation of nginx and of Alibaba Cloud. */
class CdnAddressesTests {
    private static final String PATH =
            "/packages/" + "ab".repeat(32) + "/tok_en-1/3bc22fb7aaebe9c8c5d7de312b876bb8.zip";
    private static final String SECRET = "a-secret-of-the-cdn";
    private static final Instant END = Instant.ofEpochSecond(1_796_000_000);

    @Test
    void signsAsNginxChecks() {
        assertThat(CdnAddresses.nginx(PATH, END, SECRET)).isEqualTo("?md5=un_7EDfQARjrZHHuDC8TTw&expires=1796000000");
        // the example in nginx's documentation, which adds the client's address to the path
        assertThat(CdnAddresses.nginx("/s/link127.0.0.1", Instant.ofEpochSecond(2_147_483_647), "secret"))
                .startsWith("?md5=_e4Nc3iduzkWRm01TBBNYw&");
    }

    @Test
    void signsAsAlibabaCloudChecks() {
        assertThat(CdnAddresses.aliyun(PATH, END, SECRET))
                .isEqualTo("?auth_key=1796000000-0-0-88e7d94074a44f0ef6556a492a377136");
    }
}
