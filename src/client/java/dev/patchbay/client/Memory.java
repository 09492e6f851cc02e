package dev.patchbay.client;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Properties;

/**
 * What a device must not forget, in one file of the app's private folder: whom it trusts, the highest sequence it accepted, which
 * package is in use. Each write replaces the file as a whole and is on disk before it returns.
 */
final class Memory {
    private final File folder;
    private final Properties values = new Properties();

    private Memory(File folder) {
        this.folder = folder;
    }

    /**
     * @param installed the version of the app; after an update through the store everything but the keys begins anew
     * @throws IOException when the file cannot be read: the app must not go on as if there were none
     */
    static Memory open(File folder, String installed) throws IOException {
        if (!folder.isDirectory() && !folder.mkdirs()) throw new IOException("cannot make " + folder);
        Memory memory = new Memory(folder);
        File file = memory.file();
        if (file.exists()) {
            try (InputStream in = new FileInputStream(file)) {
                memory.values.load(in);
            }
        }
        if (!installed.equals(memory.values.getProperty("installed"))) memory.beginAnew(installed);
        return memory;
    }

    private void beginAnew(String installed) {
        String keys = values.getProperty("keys");
        String time = values.getProperty("time");
        values.clear();
        if (keys != null) values.setProperty("keys", keys);
        if (time != null) values.setProperty("time", time);
        values.setProperty("installed", installed);
    }

    private File file() {
        return new File(folder, "memory");
    }

    /** The keys file trusted now; null before the first was followed from the pinned one. */
    byte[] keys() throws IOException {
        String text = values.getProperty("keys");
        return text == null ? null : Bytes.base64(text);
    }

    void keys(byte[] keys) {
        values.setProperty("keys", Bytes.toBase64(keys));
    }

    long number(String name) {
        return Long.parseLong(values.getProperty(name, "0"));
    }

    void number(String name, long value) {
        values.setProperty(name, String.valueOf(value));
    }

    String text(String name) {
        return values.getProperty(name, "");
    }

    void text(String name, String value) {
        values.setProperty(name, value);
    }

    /** Where the package of that hash lies, whether it is there or not. */
    File packageOf(String sha256) {
        return new File(folder, "package-" + sha256);
    }

    /** A file under way; what a crash left of one is overwritten. */
    File temporary(String name) {
        return new File(folder, name + ".part");
    }

    void write() throws IOException {
        File half = temporary("memory");
        try (FileOutputStream out = new FileOutputStream(half)) {
            values.store((OutputStream) out, null);
            out.getFD().sync();
        }
        if (!half.renameTo(file())) throw new IOException("cannot replace " + file());
    }

    /** Removes packages that are not in use. */
    void tidy() {
        File[] files = folder.listFiles();
        if (files == null) return;
        for (File one : files) {
            boolean old = one.getName().startsWith("package-") && !one.getName().equals("package-" + text("current"));
            if (old && !one.delete()) one.deleteOnExit();
        }
    }
}
