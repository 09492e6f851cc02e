package dev.patchbay;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Where Jazzer begins: hands its inputs to the reader that the property {@code reader} names, as {@code class#method}. */
public final class JazzerTarget {
    private static final Method READER = reader(System.getProperty("reader", ""));

    private JazzerTarget() {}

    private static Method reader(String name) {
        try {
            String[] parts = name.split("#", 2);
            Method method = Class.forName("dev.patchbay." + parts[0]).getDeclaredMethod(parts[1], byte[].class);
            method.setAccessible(true);
            return method;
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("no reader " + name, e);
        }
    }

    public static void fuzzerTestOneInput(byte[] input) throws Throwable {
        try {
            READER.invoke(null, (Object) input);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
