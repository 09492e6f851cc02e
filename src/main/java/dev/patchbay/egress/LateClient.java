package dev.patchbay.egress;

import java.io.IOException;
import java.util.function.Supplier;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.jspecify.annotations.Nullable;

/** A client that is made for its first request. Most servers never make one, and with its certificates it is large. */
public final class LateClient implements AutoCloseable {
    private final Supplier<CloseableHttpClient> maker;
    private @Nullable CloseableHttpClient client;
    private boolean closed;

    public LateClient(Supplier<CloseableHttpClient> maker) {
        this.maker = maker;
    }

    /** @throws IllegalStateException after {@link #close} */
    public synchronized CloseableHttpClient get() {
        if (closed) throw new IllegalStateException("closed");
        if (client == null) client = maker.get();
        return client;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (client != null) client.close();
    }
}
