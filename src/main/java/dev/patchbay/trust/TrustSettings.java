package dev.patchbay.trust;

import dev.patchbay.pack.AppName;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What holds for signed releases. Only here: whoever took over the API must not be able to ask for less.
 *
 * @param standard for apps that are not listed
 * @param apps by the app's name; one with a dot is written in brackets, {@code "[com.example.app]"}
 * @param jspatchKeys the public key with which JSPatch's {@code key} files are checked, PEM or its base64, by app
 * @param nonces how many checks with a nonce are answered with a signature of their own in a second, all together
 * @param headKey the key that signs head records, PKCS#8 in base64; several servers need the same. Null: made at the first start
 */
@ConfigurationProperties("patchbay.trust")
record TrustSettings(
        @DefaultValue("optional") Demand standard,
        Map<String, Demand> apps,
        Map<String, String> jspatchKeys,
        @DefaultValue("200") int nonces,
        @Nullable String headKey) {
    TrustSettings {
        apps = apps == null ? Map.of() : Map.copyOf(apps);
        jspatchKeys = jspatchKeys == null ? Map.of() : Map.copyOf(jspatchKeys);
        for (String app : apps.keySet()) requireName("apps", app);
        jspatchKeys.forEach((app, key) -> {
            requireName("jspatch-keys", app);
            JspatchKey.of(app, key);
        });
        if (nonces < 0) throw new IllegalArgumentException("patchbay.trust.nonces: write 0 or more");
    }

    private static void requireName(String setting, String app) {
        try {
            AppName.of(app);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "patchbay.trust." + setting + ": write the names of apps; one with a dot as \"[com.example]\"", e);
        }
    }

    Demand of(String app) {
        return apps.getOrDefault(app, standard);
    }

    /** Whatever prints settings must not print keys. */
    @Override
    public String toString() {
        return "TrustSettings[" + standard + ", " + apps + ", JSPatch keys of " + jspatchKeys.keySet() + "]";
    }
}
