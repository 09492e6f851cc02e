package dev.patchbay.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request with a form in its body that has been read already; the fields of its query come first. */
final class FormRequest extends HttpServletRequestWrapper {
    private final Map<String, String[]> fields;

    FormRequest(HttpServletRequest request, Map<String, String[]> form) {
        super(request);
        Map<String, String[]> all = new LinkedHashMap<>(request.getParameterMap());
        form.forEach((name, values) -> all.merge(name, values, FormFields::joined));
        this.fields = Collections.unmodifiableMap(all);
    }

    @Override
    public @Nullable String getParameter(String name) {
        String[] values = fields.get(name);
        return values == null ? null : values[0];
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        String[] values = fields.get(name);
        return values == null ? null : values.clone();
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return fields;
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(fields.keySet());
    }
}
