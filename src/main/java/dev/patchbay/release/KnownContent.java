package dev.patchbay.release;

import dev.patchbay.pack.JsVersion;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import java.util.Locale;

/** Bytes that devices may hold for a release beside those it hands out. */
@Embeddable
public class KnownContent {
    /** How a device may have come by the bytes. */
    public enum Origin {
        /** The upload that the server wrote again as a stored package. */
        ORIGINAL,
        /** The same sources packed once more and shipped inside a store build. */
        EMBEDDED,
        /** Handed out until a rollback replaced them. */
        FORMER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private String origin;
    private String jsVersion;

    @Embedded
    private Content content;

    @SuppressWarnings("NullAway.Init")
    protected KnownContent() {}

    public KnownContent(Origin origin, JsVersion jsVersion, Content content) {
        this.origin = origin.toString();
        this.jsVersion = jsVersion.hex();
        this.content = content;
    }

    public Origin origin() {
        return Origin.valueOf(origin.toUpperCase(Locale.ROOT));
    }

    /** What a device with these bytes reports. */
    public JsVersion jsVersion() {
        return new JsVersion(jsVersion);
    }

    public Content content() {
        return content;
    }
}
