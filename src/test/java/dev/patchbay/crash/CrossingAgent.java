package dev.patchbay.crash;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;

/**
 * A Java agent that makes methods of the server call {@link Crossing} when they begin and end, so that the product knows
 * nothing of it. Its argument lists the methods: {@code dev.patchbay.a.B.method,…}.
 */
public final class CrossingAgent {
    private CrossingAgent() {}

    public static void premain(String methods, Instrumentation instrumentation) {
        Map<String, Set<String>> byType = Stream.of(methods.split(","))
                .collect(Collectors.groupingBy(
                        method -> method.substring(0, method.lastIndexOf('.')),
                        Collectors.mapping(
                                method -> method.substring(method.lastIndexOf('.') + 1), Collectors.toSet())));
        AgentBuilder agent = new AgentBuilder.Default();
        for (Map.Entry<String, Set<String>> type : byType.entrySet()) {
            String[] names = type.getValue().toArray(String[]::new);
            agent = agent.type(named(type.getKey()))
                    .transform((builder, description, loader, module, domain) -> builder.visit(
                                    Advice.to(Beginning.class).on(namedOneOf(names)))
                            .visit(Advice.to(End.class).on(namedOneOf(names))));
        }
        agent.installOn(instrumentation);
        Crossing.listen();
    }

    /** Copied into the methods. */
    public static final class Beginning {
        @Advice.OnMethodEnter
        static void enter(@Advice.Origin("#t.#m") String method) {
            Crossing.begins(method);
        }
    }

    /** Copied into the methods; not reached when they throw. */
    public static final class End {
        @Advice.OnMethodExit
        static void exit(@Advice.Origin("#t.#m") String method) {
            Crossing.ends(method);
        }
    }

    /** The agent as the jar that a JVM wants; Byte Buddy it finds on the server's class path. */
    static Path jar(Path folder) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", CrossingAgent.class.getName());
        Path file = folder.resolve("crossing.jar");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (Class<?> type : new Class<?>[] {CrossingAgent.class, Beginning.class, End.class, Crossing.class}) {
                String name = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(name));
                try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
                    in.transferTo(jar);
                }
            }
        }
        return file;
    }
}
