package dev.patchbay.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A line to a server that breaks in the middle of the first requests, as mobile networks and proxies do. */
final class FlakyLine implements Closeable {
    private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final int to;
    private volatile int toBreak;

    FlakyLine(int to, int toBreak) throws IOException {
        this.to = to;
        this.toBreak = toBreak;
        daemon(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** What the requests began with, broken ones too. */
    List<String> heads() {
        return List.copyOf(heads);
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket socket = entrance.accept();
                daemon(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket from) {
        try (from) {
            byte[] head = new byte[2000];
            int count = from.getInputStream().readNBytes(head, 0, head.length);
            heads.add(new String(head, 0, count, ISO_8859_1));
            if (toBreak > 0) {
                toBreak--;
                from.setSoLinger(true, 0);
                return;
            }
            try (Socket server = new Socket(InetAddress.getLoopbackAddress(), to)) {
                server.getOutputStream().write(head, 0, count);
                daemon(() -> pipe(from, server));
                server.getInputStream().transferTo(from.getOutputStream());
            }
        } catch (IOException e) {
            // who spoke has gone
        }
    }

    private static void pipe(Socket from, Socket to) {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // who spoke has gone
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "flaky line");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }
}
