package dev.patchbay.access;

import io.micrometer.core.instrument.Counter;
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
    private @Nullable Counter refusals;

    void count(ConnectionCount connections, Counter refusals) {
        this.count = connections;
        this.refusals = refusals;
    }

    List<String> openAddresses() {
        return getConnections().stream()
                .map(SocketWrapperBase::getRemoteAddr)
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    protected boolean setSocketOptions(SocketChannel socket) {
        if (isWelcome(socket)) return super.setSocketOptions(socket);
        if (refusals != null) refusals.increment();
        destroySocket(socket); // nobody else knows it yet
        return false;
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
