package dev.patchbay.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.storage.BlobKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptEncodingTests {
    private static final List<Representation> ALL =
            List.of(coded("identity", 100), coded("gzip", 40), coded("zstd", 35), coded("br", 30));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    gzip                                 | gzip
                    GZip                                 | gzip
                    x-gzip                               | gzip
                    gzip, deflate, br                    | br
                    gzip, deflate, br, zstd              | br
                    gzip;q=1.0, br;q=0.5                 | gzip
                    gzip;q=0.5, br;q=0.501               | br
                    gzip ; q=0.8 , zstd\t;\tq=0.9        | zstd
                    gzip;Q=0.5                           | gzip
                    br;q=0, gzip                         | gzip
                    br;q=0.000, gzip;q=0.001             | gzip
                    *                                    | br
                    *, br;q=0                            | zstd
                    *;q=0.5, gzip                        | gzip
                    gzip;q=0, *;q=0                      | identity
                    identity                             | identity
                    identity, gzip                       | gzip
                    identity;q=0.5, gzip;q=0.4           | identity
                    identity;q=0                         | identity
                    identity;q=0, gzip;q=0.1             | gzip
                    identity;q=0, deflate                | identity
                    *;q=0                                | identity
                    *;q=0, gzip                          | gzip
                    deflate                              | identity
                    compress, sdch                       | identity
                    gzip;q=0                             | identity
                    gzip;q=1.1                           | identity
                    gzip;q=-1                            | identity
                    gzip;q=                              | identity
                    gzip;q=0.1234                        | identity
                    gzip;level=9                         | identity
                    gz ip                                | identity
                    gzip;q=2, br                         | br
                    ,,gzip,,                             | gzip
                    ;                                    | identity
                    """)
    void choosesWhatIsLikedBestAndThenWhatIsSmallest(String header, String encoding) {
        assertThat(AcceptEncoding.of(header).choose(ALL).encoding()).isEqualTo(encoding);
    }

    @Test
    void sendsTheBytesThemselvesWhenNothingWasSaid() {
        assertThat(AcceptEncoding.of(null).choose(ALL).encoding()).isEqualTo("identity");
        assertThat(AcceptEncoding.of("").choose(ALL).encoding()).isEqualTo("identity");
        assertThat(AcceptEncoding.of("br").choose(ALL.subList(0, 2)).encoding()).isEqualTo("identity");
    }

    private static Representation coded(String encoding, long size) {
        return new Representation(encoding, new BlobKey("00".repeat(32)), size);
    }
}
