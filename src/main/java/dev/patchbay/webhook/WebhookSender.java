package dev.patchbay.webhook;

import dev.patchbay.egress.GuardedResolver;
import dev.patchbay.egress.LateClient;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Makes one attempt to deliver a message. An administrator names the receiver, yet it follows no redirect, calls no private
 * address unless allowed, reads nothing of the answer but its status, and is cut off after a time whatever drips in.
 */
@Component
class WebhookSender implements DisposableBean {
    private static final int MOST_AT_ONCE = 20;

    private final LateClient http = new LateClient(this::makeClient);
    private final GuardedResolver resolver;
    private final long timeoutMillis;
    private final Clock clock;

    /** A thread of its own: the common pool may be busy when time is up. */
    private final ScheduledExecutorService cutOff = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "webhook-cut-off");
        thread.setDaemon(true);
        return thread;
    });

    WebhookSender(WebhookSettings settings, Clock clock) {
        this.clock = clock;
        this.timeoutMillis = settings.timeout().toMillis();
        this.resolver =
                new GuardedResolver(settings.allowPrivateAddresses(), "patchbay.webhook.allow-private-addresses");
    }

    private CloseableHttpClient makeClient() {
        Timeout timeout = Timeout.ofMilliseconds(timeoutMillis);
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(resolver)
                        .setMaxConnTotal(MOST_AT_ONCE)
                        .setMaxConnPerRoute(MOST_AT_ONCE)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(timeout)
                                .setSocketTimeout(timeout)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(timeout)
                        .setResponseTimeout(timeout)
                        .build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setUserAgent("Patchbay")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
                .build();
    }

    /**
     * What came of an attempt.
     *
     * @param status null when there was no answer
     * @param error null when the message was delivered
     */
    record Result(@Nullable Integer status, @Nullable String error) {
        boolean delivered() {
            return error == null;
        }
    }

    Result send(Webhook webhook, Delivery delivery) {
        HttpPost request = new HttpPost(webhook.receiver().url());
        request.setEntity(new StringEntity(delivery.body(), ContentType.APPLICATION_JSON));
        request.setHeader("Patchbay-Event", delivery.event());
        request.setHeader("Patchbay-Delivery", String.valueOf(delivery.id()));
        request.setHeader(Signature.HEADER, Signature.of(delivery.body(), webhook.secret(), clock.instant()));
        CloseableHttpClient client = http.get(); // making it is not the receiver's time
        ScheduledFuture<?> end = cutOff.schedule(request::cancel, timeoutMillis, TimeUnit.MILLISECONDS);
        try (ClassicHttpResponse answer = client.executeOpen(RoutingSupport.determineHost(request), request, null)) {
            int status = answer.getCode();
            return new Result(status, status / 100 == 2 ? null : "the receiver answered " + status);
        } catch (IOException | HttpException e) {
            if (request.isCancelled()) return new Result(null, "no answer within " + timeoutMillis + " ms");
            return new Result(null, e.getClass().getSimpleName() + ": " + e.getMessage());
        } finally {
            end.cancel(false);
        }
    }

    /**
     * Tells early what each delivery would be refused for; a name that cannot be looked up now may be there later.
     *
     * @throws IllegalArgumentException when the receiver has a private address
     */
    void check(Receiver receiver) {
        try {
            resolver.resolve(receiver.url().getHost());
        } catch (dev.patchbay.egress.ForbiddenAddress e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        } catch (UnknownHostException e) {
            return;
        }
    }

    @Override
    public void destroy() throws IOException {
        cutOff.shutdownNow();
        http.close();
    }
}
