package dev.patchbay.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An archive taken apart, to be changed and put together again. */
public final class OpenedArchive {
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, byte[]> members = new LinkedHashMap<>();
    private final ObjectNode list;

    public OpenedArchive(byte[] archive) {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
            for (TarArchiveEntry one = tar.getNextEntry(); one != null; one = tar.getNextEntry()) {
                members.put(one.getName(), tar.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        list = (ObjectNode) JSON.readTree(members.remove("app.json"));
    }

    public ObjectNode list() {
        return list;
    }

    public ObjectNode release(int number) {
        return (ObjectNode) list.path("releases").path(number);
    }

    Map<String, byte[]> members() {
        return members;
    }

    String firstFile() {
        return members.keySet().iterator().next();
    }

    public byte[] closed() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("app.json", JSON.writeValueAsBytes(list));
        all.putAll(members);
        return tar(all);
    }

    static byte[] tar(Map<String, byte[]> members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            for (Map.Entry<String, byte[]> one : members.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(one.getKey());
                entry.setSize(one.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(one.getValue());
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
