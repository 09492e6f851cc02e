package dev.patchbay.download;

import dev.patchbay.download.Redemption.Expired;
import dev.patchbay.download.Redemption.Gone;
import dev.patchbay.download.Redemption.Redeemed;
import dev.patchbay.report.DeliveryCounter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Answers whoever follows a link: with the bytes, or in plain text with why there are none. */
@Component
public class LinkDownloads {
    private final LinkRedeemer redeemer;
    private final SpentTokens spent;
    private final Downloads downloads;
    private final DeliveryCounter deliveries;

    LinkDownloads(LinkRedeemer redeemer, SpentTokens spent, Downloads downloads, DeliveryCounter deliveries) {
        this.redeemer = redeemer;
        this.spent = spent;
        this.downloads = downloads;
        this.deliveries = deliveries;
    }

    /**
     * Answers for a link that works once, which is spent when the last byte went out.
     *
     * @param fileName under which a browser saves the bytes
     * @throws MissingBytes when the link is right and the bytes are not
     */
    public void oneTime(String token, String fileName, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Redemption redemption = redeemer.redeem(token, DownloadLinks.ONCE);
        if (redemption instanceof Redeemed redeemed) {
            Download download = new Download(redeemed.blob(), redeemed.form(), fileName, Duration.ZERO);
            if (downloads.send(download, request, response, spending(redeemed.nonce()))) count(redeemed, request);
        } else {
            refuse(redemption, response);
        }
    }

    /**
     * Answers for a link that works many times: with the bytes, or by leading to who hands them out. Such a download counts
     * when the device is led to the last byte, since nobody tells whether it got there.
     *
     * @param name the last segment of the address, without {@code .zip}
     * @throws MissingBytes when the link is right and the bytes are not
     */
    public void stable(String token, String name, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Redemption redemption = redeemer.redeem(token, name);
        if (redemption instanceof Redeemed redeemed) {
            Download download = new Download(
                    redeemed.blob(), redeemed.form(), name + ".zip", redeemed.left(), redeemed.releaseId(), null);
            if (downloads.send(download, request, response)) count(redeemed, request);
        } else {
            refuse(redemption, response);
        }
    }

    /**
     * Answers a CDN that fetches what devices were led to. Nothing is counted: that was done when they were led.
     *
     * @throws MissingBytes when the address is right and the bytes are not
     */
    void forCaches(CdnPath path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Redemption redemption = redeemer.redeem(path.token(), path.context());
        if (redemption instanceof Redeemed redeemed && redeemed.blob().equals(path.blob())) {
            downloads.send(Download.forCaches(path.blob(), path.coding(), path.name() + ".zip"), request, response);
        } else {
            refuse(redemption instanceof Redeemed ? new Redemption.NotALink() : redemption, response);
        }
    }

    private LastByte spending(long nonce) {
        return new LastByte() {
            @Override
            public void leaves() {
                spent.add(nonce);
            }

            @Override
            public void isLost() {
                spent.remove(nonce);
            }
        };
    }

    private void count(Redeemed redeemed, HttpServletRequest request) {
        deliveries.delivered(redeemed.releaseId(), redeemed.blob(), redeemed.nonce(), request.getRemoteAddr());
    }

    private static void refuse(Redemption redemption, HttpServletResponse response) throws IOException {
        if (redemption instanceof Expired) refuse(response, HttpServletResponse.SC_FORBIDDEN, "Link expired");
        else if (redemption instanceof Gone) refuse(response, HttpServletResponse.SC_GONE, "Release withdrawn");
        else refuse(response, HttpServletResponse.SC_NOT_FOUND, "Invalid or expired link");
    }

    private static void refuse(HttpServletResponse response, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        response.setStatus(status);
        response.setContentType("text/plain");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
