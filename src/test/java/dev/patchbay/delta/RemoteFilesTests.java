package dev.patchbay.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.patchbay.egress.ForbiddenAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class RemoteFilesTests {
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/file.zip", exchange -> {
            exchange.getResponseHeaders().set("Content-Length", "1234");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/unknown-length.zip", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private static RemoteFiles files(boolean allowPrivate) {
        return new RemoteFiles(
                new DeltaSettings(50, 10, Duration.ofMinutes(5), DataSize.ofGigabytes(1), 0, allowPrivate));
    }

    @Test
    void asksForTheLengthWherePrivateAddressesAreAllowed() throws IOException {
        RemoteFiles files = files(true);
        assertThat(files.size(at("/file.zip"))).hasValue(1234);
        assertThat(files.size(at("/nothing.zip"))).isEmpty();
        files.destroy();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"})
    void refusesTheServersOwnNetwork(String host) throws IOException {
        RemoteFiles files = files(false);
        URI file = URI.create("http://" + host + ":" + server.getAddress().getPort() + "/file.zip");
        assertThatThrownBy(() -> files.size(file))
                .isInstanceOf(IOException.class)
                .satisfies(e -> assertThat(e.toString()).doesNotContain("1234"));
        files.destroy();
    }

    @Test
    void saysWhichSettingWouldAllowIt() throws IOException {
        RemoteFiles files = files(false);
        assertThatThrownBy(() -> files.size(at("/file.zip")))
                .isInstanceOf(ForbiddenAddress.class)
                .hasMessageContaining("patchbay.delta.allow-private-addresses");
        files.destroy();
    }
}
