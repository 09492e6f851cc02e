package dev.patchbay.delta;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.codec.digest.DigestUtils;

/** An eros package as the stock packager makes it: deflated, with data descriptors. */
record ErosZip(String jsVersion, byte[] bytes) {

    /** Some pages of which those of one number differ from those of another in a few places. */
    static ErosZip of(String app, long timestamp, int number) throws IOException {
        Map<String, String> pages = new TreeMap<>();
        for (int page = 0; page < 6; page++) pages.put("/pages/page" + page + ".js", page(page, number));
        Map<String, String> md5s = new TreeMap<>();
        pages.forEach((name, text) -> md5s.put(name, DigestUtils.md5Hex(text)));
        String jsVersion = DigestUtils.md5Hex(md5s.values().stream().sorted().collect(Collectors.joining()));
        String files = md5s.entrySet().stream()
                .map(file -> "{\"page\":\"" + file.getKey() + "\",\"md5\":\"" + file.getValue() + "\"}")
                .collect(Collectors.joining(","));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> page : pages.entrySet()) {
                add(zip, page.getKey().substring(1), page.getValue());
            }
            add(
                    zip,
                    "md5.json",
                    "{\"filesMd5\":[" + files + "],\"android\":\"1.0.0\",\"iOS\":\"1.0.0\",\"appName\":\"" + app
                            + "\",\"jsVersion\":\"" + jsVersion + "\",\"timestamp\":" + timestamp + "}\n");
        }
        return new ErosZip(jsVersion, bytes.toByteArray());
    }

    private static String page(int page, int number) {
        Random random = new Random(page);
        StringBuilder text = new StringBuilder("// release " + number + "\n");
        for (int line = 0; line < 600; line++) {
            text.append("const value")
                    .append(line)
                    .append(" = \"")
                    .append(random.nextLong())
                    .append("\";\n");
        }
        return text.append("export default ").append(number).append(";\n").toString();
    }

    private static void add(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
