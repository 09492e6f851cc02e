package dev.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class OriginTests {
    private static final ProxySettings PROXIES =
            new ProxySettings(List.of(AddressRange.of("10.0.0.0/8"), AddressRange.of("2001:db8::/32")));

    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/app/check");

    private Origin origin(String peer) {
        request.setRemoteAddr(peer);
        return Origin.of(request, PROXIES);
    }

    @Test
    void aStrangersHeadersChangeNothing() {
        request.addHeader("X-Forwarded-For", "192.0.2.1");
        request.addHeader("X-Forwarded-Proto", "https");
        request.addHeader("X-Forwarded-Host", "evil.example");
        request.addHeader("Forwarded", "for=192.0.2.1;proto=https;host=evil.example");

        Origin origin = origin("203.0.113.9");

        assertThat(origin).isEqualTo(new Origin("203.0.113.9", "http", "localhost", 80, false));
    }

    @Test
    void aTrustedProxyNamesTheClientAndTheAddressItAskedFor() {
        request.addHeader("X-Forwarded-For", "203.0.113.9");
        request.addHeader("X-Forwarded-Proto", "https");
        request.addHeader("X-Forwarded-Host", "updates.example.com");

        assertThat(origin("10.0.0.1")).isEqualTo(new Origin("203.0.113.9", "https", "updates.example.com", 443, true));
    }

    @Test
    void theClientIsTheFirstStrangerFromTheRight() {
        request.addHeader("X-Forwarded-For", "192.0.2.66, 203.0.113.9, 10.0.0.2");
        request.addHeader("X-Forwarded-Proto", "https");

        assertThat(origin("10.0.0.1").address()).isEqualTo("203.0.113.9");
    }

    @Test
    void whatAClientWroteItselfDoesNotMakeItsConnectionSecure() {
        request.addHeader("X-Forwarded-For", "192.0.2.66, 203.0.113.9");
        request.addHeader("X-Forwarded-Proto", "https, http");

        assertThat(origin("10.0.0.1").safeForKeys()).isFalse();
    }

    @Test
    void theProxyNearestToTheClientSaysHowTheClientCame() {
        request.addHeader("X-Forwarded-For", "203.0.113.9, 10.0.0.2");
        request.addHeader("X-Forwarded-Proto", "https, http");

        assertThat(origin("10.0.0.1").scheme()).isEqualTo("https");
    }

    @Test
    void readsForwardedWithQuotesPortsAndSeveralLines() {
        request.addHeader("Forwarded", "for=unknown");
        request.addHeader(
                "Forwarded", "For=\"[2001:db9::7]:4711\";Proto=HTTPS;Host=\"updates.example.com:8443\", for=10.0.0.2");

        assertThat(origin("2001:db8::1"))
                .isEqualTo(new Origin("2001:db9:0:0:0:0:0:7", "https", "updates.example.com", 8443, true));
    }

    @Test
    void forwardedIsNotReadBesideTheOlderHeaders() {
        request.addHeader("Forwarded", "for=192.0.2.66;proto=https");
        request.addHeader("X-Forwarded-For", "203.0.113.9");

        assertThat(origin("10.0.0.1")).isEqualTo(new Origin("203.0.113.9", "http", "localhost", 80, false));
    }

    @Test
    void anUnknownSenderLeavesTheProxyAsTheClient() {
        request.addHeader("X-Forwarded-For", "unknown");

        assertThat(origin("10.0.0.1").address()).isEqualTo("10.0.0.1");
    }

    @Test
    void aHostThatIsNoneIsIgnored() {
        request.addHeader("Host", "updates.example.com");
        request.addHeader("X-Forwarded-Host", "evil.example/path?");
        assertThat(origin("10.0.0.1").host()).isEqualTo("updates.example.com");
    }

    @Test
    void thePortOfTheHostHeaderStaysWhenTheProxyNamesNoOther() {
        request.addHeader("Host", "updates.example.com:8443");
        request.addHeader("X-Forwarded-Proto", "https");
        assertThat(origin("10.0.0.1").port()).isEqualTo(8443);
    }

    @Test
    void thisMachineIsSafeForKeysUnlessAProxySpeaksForAnother() {
        ProxySettings local = new ProxySettings(List.of(AddressRange.of("127.0.0.1")));
        request.setRemoteAddr("127.0.0.1");
        assertThat(Origin.of(request, local).safeForKeys()).isTrue();

        request.addHeader("X-Forwarded-For", "203.0.113.9");
        assertThat(Origin.of(request, local).safeForKeys()).isFalse();
    }

    /** It would get an empty answer, and a cache in front might keep that. */
    @Test
    void onlyAProxyMaySayThatItSendsFiles() {
        request.addHeader("X-Sendfile-Type", "X-Accel-Redirect");
        assertThat(sendsFiles("203.0.113.9")).isEmpty();
        assertThat(sendsFiles("127.0.0.1")).containsExactly("X-Accel-Redirect");
        assertThat(sendsFiles("0:0:0:0:0:0:0:1")).containsExactly("X-Accel-Redirect");
        request.addHeader("X-Forwarded-For", "203.0.113.9");
        assertThat(sendsFiles("10.0.0.1")).containsExactly("X-Accel-Redirect");
    }

    private List<String> sendsFiles(String peer) {
        AtomicReference<List<String>> seen = new AtomicReference<>();
        request.setRemoteAddr(peer);
        try {
            new OriginFilter(PROXIES)
                    .doFilter(
                            request,
                            new MockHttpServletResponse(),
                            (given, response) -> seen.set(
                                    Collections.list(((HttpServletRequest) given).getHeaders("x-sendfile-type"))));
        } catch (IOException | ServletException e) {
            throw new IllegalStateException(e);
        }
        request.removeAttribute(OriginFilter.class.getName() + OriginFilter.ALREADY_FILTERED_SUFFIX);
        return seen.get();
    }

    @Test
    void laterReadersSeeNoneOfTheHeaders() {
        request.addHeader("X-Forwarded-Host", "evil.example");
        request.addHeader("forwarded", "host=evil.example");
        request.addHeader("X-Other", "stays");
        OriginalRequest original = new OriginalRequest(request, origin("203.0.113.9"), true);

        assertThat(original.getHeader("x-forwarded-host")).isNull();
        assertThat(original.getHeaders("Forwarded").hasMoreElements()).isFalse();
        assertThat(original.getHeaderNames().asIterator()).toIterable().containsExactly("X-Other");
        assertThat(original.getRequestURL()).hasToString("http://localhost/app/check");
    }
}
