package dev.patchbay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.Random;

/**
 * Ports for whoever comes back to the same one, or is told of it before it listens. They lie below those that a system gives to
 * outgoing connections, so that none of these sits there meanwhile, not even one that somebody who looks for the server has made
 * with itself.
 */
final class QuietPorts {
    private static final int FIRST = 20_000;
    private static final int LAST = 31_000;

    private QuietPorts() {}

    static int[] take(int count) {
        return new Random()
                .ints(FIRST, LAST)
                .distinct()
                .filter(QuietPorts::isFree)
                .limit(count)
                .toArray();
    }

    static int take() {
        return Arrays.stream(take(1)).findFirst().orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
