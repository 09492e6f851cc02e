package dev.patchbay.audit;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Who is acting right now: the key behind the request, or the server itself. */
@Component
class CurrentActor {
    static final String SERVER = "patchbay";

    AuditEntry.Actor get() {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        if (who == null) return new AuditEntry.Actor(SERVER, null, address());
        Object id = who.getDetails();
        return new AuditEntry.Actor(who.getName(), id == null ? null : id.toString(), address());
    }

    private static @Nullable String address() {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        return request instanceof ServletRequestAttributes servlet
                ? servlet.getRequest().getRemoteAddr()
                : null;
    }
}
