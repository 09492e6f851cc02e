package dev.patchbay.access;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Objects;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** Closes a connection right after it was accepted when its address has too many already. */
final class GuardedEndpoint extends NioEndpoint {
    private @Nullable ConnectionCount count;

    void count(ConnectionCount connections) {
        this.count = connections;
    }

    List<String> openAddresses() {
        return getConnections().stream()
                .map(SocketWrapperBase::getRemoteAddr)
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        return isWelcome(socket) && super.setSocketOptions(socket);
    }

    @SuppressWarnings("UnusedException") // gone before it was let in
    private boolean isWelcome(SocketChannel socket) {
        try {
            SocketAddress from = socket.getRemoteAddress();
            return count == null
                    || !(from instanceof InetSocketAddress address)
                    || count.admits(address.getAddress().getHostAddress());
        } catch (IOException e) {
            return false;
        }
    }
}
