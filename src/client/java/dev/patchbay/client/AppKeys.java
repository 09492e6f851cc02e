package dev.patchbay.client;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * The versions of the app's key that are built into this app. They open what this server sealed for the app; they prove nothing
 * about who made it: that is what signatures are for.
 */
public final class AppKeys {
    private static final int KEY = 32;
    private static final int WRAPPED = 40;

    private final Map<Integer, byte[]> keys;

    /**
     * The keys of this build.
     *
     * @param keys 32 bytes each, by version
     */
    public AppKeys(Map<Integer, byte[]> keys) {
        this.keys = new TreeMap<Integer, byte[]>();
        for (Map.Entry<Integer, byte[]> key : keys.entrySet()) {
            if (key.getValue().length != KEY) throw new IllegalArgumentException("an app key has 32 bytes");
            this.keys.put(key.getKey(), key.getValue().clone());
        }
    }

    /** What to send as {@code sealedKeys} in a check. */
    public Set<Integer> versions() {
        return keys.keySet();
    }

    /**
     * Opens the data key of an answer.
     *
     * @param version {@code sealed.keyVersion}
     * @param wrapped {@code sealed.wrappedKey}, decoded: 40 bytes (RFC 3394)
     * @return for {@link UnsealingInputStream}
     * @throws Refused when this build lacks the version, or the key was wrapped by another one
     */
    public byte[] open(int version, byte[] wrapped) throws Refused {
        byte[] key = keys.get(version);
        if (key == null) throw new Refused("sealed for version " + version + " of the app key, which this build lacks");
        if (wrapped.length != WRAPPED) throw new Refused("a wrapped key has 40 bytes");
        try {
            Cipher cipher = Cipher.getInstance("AESWrap");
            cipher.init(Cipher.UNWRAP_MODE, new SecretKeySpec(key, "AES"));
            byte[] opened = cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded();
            if (opened.length != KEY) throw new Refused("a data key has 32 bytes");
            return opened;
        } catch (InvalidKeyException e) {
            throw new Refused("the data key was not wrapped by this app key", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this device has no AESWrap", e);
        }
    }
}
