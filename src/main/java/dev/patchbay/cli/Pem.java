package dev.patchbay.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys as openssl writes them: ECDSA on P-256, and RSA. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z ]+)-----\\s([A-Za-z0-9+/=\\s]+)-----END \\1-----");

    /** Algorithm identifiers in DER: id-ecPublicKey with prime256v1 (RFC 5480), rsaEncryption (RFC 8017). */
    private static final byte[] P256 = HexFormat.of().parseHex("301306072a8648ce3d020106082a8648ce3d030107");

    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    private static final String[] ALGORITHMS = {"EC", "RSA"};

    private final Path file;
    private final String text;

    private Pem(Path file) throws IOException {
        this.file = file;
        this.text = Files.readString(file, StandardCharsets.US_ASCII);
    }

    /**
     * @throws FileSystemException when the file holds no private key of these kinds, or one behind a passphrase
     */
    static PrivateKey privateKey(Path file) throws IOException {
        Pem pem = new Pem(file);
        Optional<byte[]> plain = pem.block("PRIVATE KEY");
        Optional<byte[]> ec = pem.block("EC PRIVATE KEY").map(der -> wrapped(P256, der));
        Optional<byte[]> rsa = pem.block("RSA PRIVATE KEY").map(der -> wrapped(RSA, der));
        byte[] pkcs8 = plain.or(() -> ec)
                .or(() -> rsa)
                .orElseThrow(() -> pem.wrong("holds no private key without a passphrase; write one with openssl pkey"));
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException e) {
                continue; // then it is the other
            }
        }
        throw pem.wrong("holds a key of another kind; ECDSA on P-256 and RSA are known");
    }

    /**
     * @throws FileSystemException when the file holds no public key of these kinds
     */
    static PublicKey publicKey(Path file) throws IOException {
        Pem pem = new Pem(file);
        byte[] spki = pem.block("PUBLIC KEY")
                .orElseThrow(() -> pem.wrong("holds no public key; write one with openssl pkey -pubout"));
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(spki));
            } catch (GeneralSecurityException e) {
                continue; // then it is the other
            }
        }
        throw pem.wrong("holds a key of another kind; ECDSA on P-256 and RSA are known");
    }

    private Optional<byte[]> block(String name) {
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (block.group(1).equals(name)) {
                return Optional.of(Base64.getMimeDecoder().decode(block.group(2)));
            }
        }
        return Optional.empty();
    }

    private FileSystemException wrong(String what) {
        return new FileSystemException(file.toString(), null, what);
    }

    /** A key in its own form (SEC 1, PKCS #1) inside PKCS #8: version 0, algorithm, octets. */
    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        ByteArrayOutputStream inside = new ByteArrayOutputStream();
        inside.writeBytes(new byte[] {2, 1, 0});
        inside.writeBytes(algorithm);
        inside.writeBytes(der(4, key));
        return der(0x30, inside.toByteArray());
    }

    private static byte[] der(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 128) {
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    /** What signs with a key of this kind, over SHA-256: the forms that every phone checks by itself. */
    static String signatureOf(Key key) {
        return key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    }
}
