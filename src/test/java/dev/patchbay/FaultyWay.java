package dev.patchbay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * Lies between an HTTP client and a server and passes everything on, byte for byte, except where it was told to do something
 * to the next request of a kind. One request for each connection.
 */
public final class FaultyWay implements AutoCloseable {
    private final ServerSocket socket;
    private final URI server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "faulty-way");
        thread.setDaemon(true);
        return thread;
    });
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile boolean hanging;

    public FaultyWay(URI server) {
        this.server = server;
        try {
            socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    private record Fault(Predicate<String> request, Act act) {}

    /** What is done instead of passing on. */
    private interface Act {
        void on(byte[] head, Socket client) throws Exception;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** The first lines of what came, such as {@code GET /bucket/name HTTP/1.1}. */
    public List<String> requests() {
        return requests;
    }

    public void forget() {
        requests.clear();
    }

    /** The next request of the kind gets this answer, and the server never hears of it. */
    public void answer(Predicate<String> request, String status, String headers, String body) {
        faults.add(new Fault(request, (head, client) -> {
            OutputStream out = client.getOutputStream();
            out.write(
                    ("HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Type: application/xml\r\nContent-Length: "
                                    + body.length() + "\r\n" + headers + "\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            client.shutdownOutput();
            drain(client.getInputStream());
        }));
    }

    /** As S3 words it. */
    public static String error(String code) {
        return "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>" + code + "</Message></Error>";
    }

    /** The answer to the next request of the kind is cut off after so many bytes of its body. */
    public void cut(Predicate<String> request, int afterBytes) {
        faults.add(new Fault(request, (head, client) -> pass(head, client, afterBytes)));
    }

    /** Nothing comes back for the next request of the kind until the client gives up. */
    public void hang(Predicate<String> request) {
        faults.add(new Fault(request, (head, client) -> drain(client.getInputStream())));
    }

    /** Something happens just before the next request of the kind is passed on. */
    public void before(Predicate<String> request, Runnable happening) {
        faults.add(new Fault(request, (head, client) -> {
            happening.run();
            pass(head, client, Integer.MAX_VALUE);
        }));
    }

    /** Nothing comes back for any request until all is well again. */
    public void hang() {
        hanging = true;
    }

    public void heal() {
        faults.clear();
        hanging = false;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            byte[] head = head(client.getInputStream());
            if (head.length == 0) return;
            String line = new String(head, StandardCharsets.ISO_8859_1).split("\r\n", 2)[0];
            requests.add(line);
            if (hanging) drain(client.getInputStream());
            else take(line).on(head, client);
        } catch (Exception e) {
            // whoever went away is not waited for
            return;
        }
    }

    private synchronized Act take(String line) {
        for (Fault fault : faults) {
            if (fault.request().test(line) && faults.remove(fault)) return fault.act();
        }
        return (head, client) -> pass(head, client, Integer.MAX_VALUE);
    }

    private void pass(byte[] head, Socket client, int bodyBytes) throws Exception {
        try (Socket upstream = new Socket(server.getHost(), server.getPort())) {
            String text = new String(head, StandardCharsets.ISO_8859_1);
            String once = text.replaceAll("(?i)\r\nConnection: [^\r]*", "")
                    .replaceFirst("\r\n\r\n$", "\r\nConnection: close\r\n\r\n");
            upstream.getOutputStream().write(once.getBytes(StandardCharsets.ISO_8859_1));
            threads.execute(() -> {
                try {
                    client.getInputStream().transferTo(upstream.getOutputStream());
                } catch (IOException e) {
                    return;
                }
            });
            back(upstream.getInputStream(), client.getOutputStream(), bodyBytes);
        }
    }

    private static void back(InputStream in, OutputStream out, int bodyBytes) throws IOException {
        byte[] head = head(in);
        out.write(head);
        out.flush();
        // the final answer follows a provisional one
        if (new String(head, StandardCharsets.ISO_8859_1).startsWith("HTTP/1.1 100")) {
            back(in, out, bodyBytes);
            return;
        }
        byte[] buffer = new byte[8192];
        int left = bodyBytes;
        for (int n = in.read(buffer, 0, Math.min(buffer.length, left)); n > 0; ) {
            out.write(buffer, 0, n);
            out.flush();
            left -= n;
            n = left == 0 ? -1 : in.read(buffer, 0, Math.min(buffer.length, left));
        }
    }

    private static byte[] head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int newlines = 0;
        for (int b = in.read(); b >= 0; b = in.read()) {
            head.write(b);
            if (b == '\n') newlines++;
            else if (b != '\r') newlines = 0;
            if (newlines == 2) break;
        }
        return head.toByteArray();
    }

    private static void drain(InputStream in) throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
