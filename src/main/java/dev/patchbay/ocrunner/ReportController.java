package dev.patchbay.ocrunner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.patchbay.download.DownloadLinks;
import dev.patchbay.download.Offered;
import dev.patchbay.pack.AppName;
import dev.patchbay.pack.JsVersion;
import dev.patchbay.pack.Platform;
import dev.patchbay.release.DeviceId;
import dev.patchbay.report.Report;
import dev.patchbay.report.ReportDesk;
import dev.patchbay.report.Status;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where devices report what became of an update. */
@RestController
class ReportController {
    private final ReportDesk desk;
    private final DownloadLinks links;

    ReportController(ReportDesk desk, DownloadLinks links) {
        this.desk = desk;
        this.links = links;
    }

    /**
     * What a device reports. Nothing but offer and reason may be left out.
     *
     * @param jsVersion of the release it is about, as the check's answer gave it
     * @param status downloaded, installed or failed
     * @param offer as the check's answer gave it
     * @param reason why it failed
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Told(
            @Nullable String appName,
            @Nullable String platform,
            @Nullable String jsVersion,
            @Nullable String deviceId,
            @Nullable String status,
            @Nullable String offer,
            @Nullable String reason) {}

    @PostMapping("/api/patch/report")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void report(@RequestBody Told told, HttpServletRequest request) {
        String app = read("appName", told.appName(), AppName::of).text();
        Platform platform = read("platform", told.platform(), Platform::of);
        JsVersion jsVersion = read("jsVersion", told.jsVersion(), text -> JsVersion.of(text.toLowerCase(Locale.ROOT)));
        Status status = read("status", told.status(), Status::of);
        DeviceId device = read(
                "deviceId", told.deviceId(), text -> DeviceId.ofDevice(text).orElseThrow());
        String reason = told.reason() == null ? "" : told.reason();
        desk.take(new Report(app, platform, jsVersion, status, reason, device, request.getRemoteAddr(), proof(told)));
    }

    private Report.@Nullable Proof proof(Told told) {
        if (told.offer() == null) return null;
        return links.offered(told.offer(), told.deviceId())
                .map(ReportController::proof)
                .orElse(null);
    }

    private static Report.Proof proof(Offered offer) {
        return new Report.Proof(offer.releaseId(), offer.blob(), offer.expiry(), offer.nonce(), offer.toThisDevice());
    }

    private static <T> T read(String name, @Nullable String text, Function<String, T> reader) {
        if (blank(text)) throw new RefusedCheck(name + " required");
        try {
            return reader.apply(String.valueOf(text).strip());
        } catch (IllegalArgumentException e) {
            throw new RefusedCheck("Invalid " + name);
        }
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
