package dev.patchbay.trust;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.crypto.Cipher;
import org.apache.commons.codec.digest.DigestUtils;

/** What JSPatch's packer makes. */
public final class JspatchZip {
    private static final KeyPair PAIR = newPair();

    private JspatchZip() {}

    private static KeyPair newPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(1024); // as the packer's manual has it
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is registered with the server. */
    public static String publicKey() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(PAIR.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    static byte[] key(byte[] script) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.ENCRYPT_MODE, PAIR.getPrivate());
        return cipher.doFinal(DigestUtils.md5Hex(script).getBytes(UTF_8));
    }

    static byte[] of(byte[] script, byte[] key) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("script.zip"));
            zip.write(script);
            if (key != null) {
                zip.putNextEntry(new ZipEntry("key"));
                zip.write(key);
            }
        }
        return bytes.toByteArray();
    }
}
