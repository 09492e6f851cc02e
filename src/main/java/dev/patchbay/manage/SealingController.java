package dev.patchbay.manage;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.patchbay.pack.AppName;
import dev.patchbay.release.RefusedField;
import dev.patchbay.trust.AppKey;
import dev.patchbay.trust.SealKey;
import dev.patchbay.trust.SealKeyBook;
import dev.patchbay.trust.SealKeyRegister;
import dev.patchbay.trust.SealKeys;
import io.swagger.v3.oas.annotations.Operation;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Whether an app's devices can have sealed bytes, and the keys for it. */
@RestController
class SealingController {
    private final SealKeys keys;
    private final SealKeyRegister register;
    private final SealKeyBook book;

    SealingController(SealKeys keys, SealKeyRegister register, SealKeyBook book) {
        this.keys = keys;
        this.register = register;
        this.book = book;
    }

    /**
     * @param mode off while no key is in use, optional, or required where the settings refuse plain bytes
     * @param keys newest first, retired ones included
     */
    record Sealing(String mode, List<KeyView> keys) {}

    /** A version of the app's key, without the key. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record KeyView(
            int version,
            Instant createdAt,
            String createdBy,
            @Nullable Instant retiredAt) {
        static KeyView of(SealKey key) {
            return new KeyView(
                    key.version(),
                    key.createdAt(),
                    key.createdBy(),
                    key.retiredAt().orElse(null));
        }
    }

    /**
     * @param key base64 of 32 random bytes made elsewhere; without it the server makes one
     */
    record NewKey(@Nullable String key) {}

    /**
     * @param key base64 of 32 bytes; shown when it is made and never again
     */
    record MadeKey(int version, String key) {}

    @GetMapping("/api/apps/{app}/sealing")
    @Operation(summary = "Whether devices can have sealed bytes, and the versions of the app's key")
    Sealing get(@PathVariable String app) {
        List<SealKey> all = keys.newestFirst(app);
        boolean inUse = all.stream().anyMatch(key -> key.retiredAt().isEmpty());
        String mode = book.refusesPlain(app) ? "required" : inUse ? "optional" : "off";
        return new Sealing(mode, all.stream().map(KeyView::of).toList());
    }

    @PostMapping("/api/apps/{app}/sealing/keys")
    @Operation(
            summary = "Makes the next version of the app's key; the first one switches sealing on",
            description = "Also before the app's first upload, since the key has to be in the app's build.")
    ResponseEntity<MadeKey> make(
            @PathVariable String app, @RequestBody(required = false) @Nullable NewKey wanted, Principal by) {
        Optional<String> brought = Optional.ofNullable(wanted).map(NewKey::key);
        AppKey made = made(name(app), brought, by.getName());
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new MadeKey(made.version(), made.base64()));
    }

    @DeleteMapping("/api/apps/{app}/sealing/keys/{version}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Retires a version: nothing is sealed with it any more, and it is forgotten")
    void retire(@PathVariable String app, @PathVariable int version) {
        register.retire(app, version);
    }

    private AppKey made(AppName app, Optional<String> brought, String by) {
        try {
            return register.make(app, brought, by);
        } catch (IllegalArgumentException e) {
            throw new RefusedField("key", String.valueOf(e.getMessage()));
        }
    }

    private static AppName name(String app) {
        try {
            return AppName.of(app);
        } catch (IllegalArgumentException e) {
            throw new RefusedParameter("app: " + e.getMessage(), e);
        }
    }
}
