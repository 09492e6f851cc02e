package dev.patchbay.trust;

import dev.patchbay.pack.RefusedPackage;
import dev.patchbay.pack.StrictZip;
import dev.patchbay.pack.ZipItem;
import dev.patchbay.pack.ZipLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The public key with which JSPatch Loader judges a patch: {@code key} beside {@code script.zip} is the lower hex md5 of
 * {@code script.zip}, 32 ASCII bytes, PKCS#1 v1.5 encrypted with the private key (JSPatch, {@code packer.php} and
 * {@code JPLoader.m}). A server that checks it at the upload spares the devices a patch that they refuse.
 */
record JspatchKey(PublicKey key) {
    private static final String SCRIPT = "script.zip";
    private static final String KEY = "key";
    private static final int LONGEST = 4096;

    /**
     * @param text PEM, or the base64 inside
     * @throws IllegalArgumentException that names the setting when it is no RSA key
     */
    static JspatchKey of(String app, String text) {
        String base64 = text.replaceAll("-----[A-Z ]+-----|\\s", "");
        try {
            byte[] spki = Base64.getDecoder().decode(base64);
            return new JspatchKey(KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(spki)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "patchbay.trust.jspatch-keys." + app + ": write the RSA public key as `openssl rsa -pubout` does",
                    e);
        }
    }

    /**
     * Judges a file; one that is no zip with a {@code script.zip} is none of JSPatch's and passes.
     *
     * @throws RefusedStatement of kind {@code JSPATCH_KEY}
     */
    void judge(Path file) throws IOException {
        try (StrictZip zip = StrictZip.open(file, ZipLimits.STANDARD)) {
            Optional<ZipItem> script = zip.file(SCRIPT);
            if (script.isEmpty()) return;
            ZipItem signature = zip.file(KEY)
                    .filter(item -> item.size() <= LONGEST)
                    .orElseThrow(() -> refused("has no file named key beside script.zip, or a far too large one"));
            byte[] md5;
            try (InputStream in = zip.read(script.get())) {
                md5 = DigestUtils.md5Hex(in).getBytes(StandardCharsets.US_ASCII);
            }
            try (InputStream in = zip.read(signature)) {
                if (!Arrays.equals(opened(in.readAllBytes()), md5)) {
                    throw refused("holds a key that was not made for its script.zip with this app's private key");
                }
            }
        } catch (RefusedPackage e) {
            return; // no zip; what a package has to be is judged elsewhere
        }
    }

    private byte[] opened(byte[] signature) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            cipher.init(Cipher.DECRYPT_MODE, key);
            return cipher.doFinal(signature);
        } catch (GeneralSecurityException e) {
            return new byte[0];
        }
    }

    private static RefusedStatement refused(String what) {
        return new RefusedStatement(
                RefusedStatement.Kind.JSPATCH_KEY,
                "This JSPatch zip " + what
                        + ". Devices would refuse it; pack it again with the key pair whose public part"
                        + " is registered in patchbay.trust.jspatch-keys.");
    }
}
