package dev.patchbay.delta;

import dev.patchbay.egress.ForbiddenAddress;
import dev.patchbay.egress.GuardedResolver;
import dev.patchbay.egress.LateClient;
import java.io.IOException;
import java.net.URI;
import java.util.OptionalLong;
import org.apache.hc.client5.http.classic.methods.HttpHead;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Asks a static server about its files. An uploader names that server, so what a name resolves to is checked at the very
 * moment of connecting, for redirects too, and addresses inside the server's own network are refused.
 */
@Component
class RemoteFiles implements DisposableBean {
    private static final Timeout TIMEOUT = Timeout.ofSeconds(10);

    private final LateClient http;

    RemoteFiles(DeltaSettings settings) {
        this.http = new LateClient(() -> makeClient(settings));
    }

    private static CloseableHttpClient makeClient(DeltaSettings settings) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new GuardedResolver(
                                settings.allowPrivateAddresses(), "patchbay.delta.allow-private-addresses"))
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(TIMEOUT)
                                .setSocketTimeout(TIMEOUT)
                                .build())
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(TIMEOUT).build())
                .disableAutomaticRetries()
                .disableCookieManagement()
                .build();
    }

    /**
     * The length that a HEAD request finds, in bytes; empty when the server does not answer 200 with a length.
     *
     * @throws ForbiddenAddress when the server's name leads to a private address
     * @throws IOException when the server cannot be asked
     */
    OptionalLong size(URI file) throws IOException {
        return http.get().execute(new HttpHead(file), answer -> {
            Header length = answer.getFirstHeader("Content-Length");
            if (answer.getCode() != 200 || length == null || !length.getValue().matches("[0-9]{1,18}")) {
                return OptionalLong.empty();
            }
            return OptionalLong.of(Long.parseLong(length.getValue()));
        });
    }

    @Override
    public void destroy() throws IOException {
        http.close();
    }
}
