package dev.patchbay.delta;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The codings that are wanted and that this host can make: brotli and zstd need a native library. */
@Component
class Codecs {
    private static final Logger LOG = LoggerFactory.getLogger(Codecs.class);

    private final Map<Coding, Codec> codecs = new EnumMap<>(Coding.class);

    @Autowired
    Codecs(EncodingSettings settings) {
        this(settings, Codecs::make);
    }

    Codecs(EncodingSettings settings, Function<Coding, Codec> maker) {
        Map<Coding, String> missing = new EnumMap<>(Coding.class);
        for (Coding coding : settings.codings()) {
            try {
                codecs.put(coding, maker.apply(coding));
            } catch (LinkageError e) {
                missing.put(
                        coding,
                        String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            }
        }
        if (!missing.isEmpty()) {
            LOG.warn(
                    "Stored packages are made ready as {} only: this host lacks the native libraries for {}."
                            + " Everything else works; patchbay.encodings.codings without them silences this.",
                    codecs.keySet(),
                    missing);
        }
    }

    private static Codec make(Coding coding) {
        return switch (coding) {
            case GZIP -> new GzipCodec();
            case BR -> new BrotliCodec();
            case ZSTD -> new ZstdCodec();
        };
    }

    /** What can be made here. */
    Set<Coding> codings() {
        return codecs.keySet();
    }

    Optional<Codec> of(Coding coding) {
        return Optional.ofNullable(codecs.get(coding));
    }
}
