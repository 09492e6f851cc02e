package dev.patchbay;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Optional;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * What can be asked of the JVM while it runs. All of it by name, since not every JVM has it: what it does not know is not
 * there, and never an error.
 */
@Component
class Jvm {
    private static final Logger LOG = LoggerFactory.getLogger(Jvm.class);
    private static final String OPTIONS = "com.sun.management:type=HotSpotDiagnostic";
    private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";
    private static final String TEXT = String.class.getName();

    private final MBeanServer beans;

    @Autowired
    Jvm() {
        this(ManagementFactory.getPlatformMBeanServer());
    }

    Jvm(MBeanServer beans) {
        this.beans = beans;
    }

    /** Whether the option exists, may be set while the JVM runs, and was left alone by whoever started it. */
    boolean isFree(String option) {
        return ask("getVMOption", () ->
                        (CompositeData) invoke(OPTIONS, "getVMOption", new Object[] {option}, new String[] {TEXT}))
                .filter(now -> "DEFAULT".equals(now.get("origin")) && Boolean.TRUE.equals(now.get("writeable")))
                .isPresent();
    }

    void set(String option, long value) {
        ask(
                "setVMOption",
                () -> invoke(
                        OPTIONS, "setVMOption", new Object[] {option, String.valueOf(value)}, new String[] {TEXT, TEXT
                        }));
    }

    /** Whether there is such a diagnostic command; {@code System.trim_native_heap} is {@code systemTrimNativeHeap}. */
    boolean knows(String command) {
        return ask(
                        "commands",
                        () -> Arrays.stream(beans.getMBeanInfo(new ObjectName(COMMANDS))
                                        .getOperations())
                                .anyMatch(operation -> operation.getName().equals(command)))
                .orElse(false);
    }

    /** What the command answered. */
    Optional<String> run(String command) {
        return ask(command, () -> (String) invoke(COMMANDS, command, new Object[0], new String[0]));
    }

    /** Bytes that the heap takes of the system. */
    long heap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
    }

    /** Bytes that the heap may take at most. */
    long mostHeap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax();
    }

    /** Bytes of a part of the heap that are in use; none when the heap has no such part. */
    Optional<Long> used(String pool) {
        return ask(pool, () -> (CompositeData)
                        beans.getAttribute(new ObjectName("java.lang:type=MemoryPool,name=" + pool), "Usage"))
                .map(usage -> (Long) usage.get("used"));
    }

    boolean hasCollector(String name) {
        return ask(name, () -> beans.isRegistered(collector(name))).orElse(false);
    }

    /**
     * Has somebody hear of collections.
     *
     * @param listener told of each collection; {@code gcCause} is in its data
     * @return whether it will be
     */
    boolean watch(String name, NotificationListener listener) {
        return ask(name, () -> {
                    beans.addNotificationListener(collector(name), listener, null, null);
                    return true;
                })
                .orElse(false);
    }

    private static ObjectName collector(String name) throws JMException {
        return new ObjectName("java.lang:type=GarbageCollector,name=" + name);
    }

    private Object invoke(String bean, String operation, Object[] arguments, String[] types) throws JMException {
        return beans.invoke(new ObjectName(bean), operation, arguments, types);
    }

    private static <T> Optional<T> ask(String what, Question<T> question) {
        try {
            return Optional.ofNullable(question.answer());
        } catch (JMException | RuntimeException e) {
            LOG.debug("This JVM does not answer to {}", what, e);
            return Optional.empty();
        }
    }

    private interface Question<T> {
        T answer() throws JMException;
    }
}
