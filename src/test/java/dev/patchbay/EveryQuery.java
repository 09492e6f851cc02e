package dev.patchbay;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.data.domain.Limit;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Asks every question of every repository once, so that none fails on a database that a test has not put it to. */
final class EveryQuery {
    private final ListableBeanFactory beans;
    private final TransactionTemplate transaction;

    EveryQuery(ListableBeanFactory beans) {
        this.beans = beans;
        this.transaction = new TransactionTemplate(beans.getBean(PlatformTransactionManager.class));
    }

    /** How many questions were asked; optional arguments are given and left out. */
    int ask() {
        int asked = 0;
        for (Object repository : beans.getBeansOfType(Repository.class).values()) {
            for (Method question : (Iterable<Method>) questions(repository)::iterator) {
                for (boolean given : new boolean[] {true, false}) {
                    ask(repository, question, given);
                    asked++;
                }
            }
        }
        return asked;
    }

    /** What is declared in our own interfaces, and takes no entity. */
    private static Stream<Method> questions(Object repository) {
        return Arrays.stream(repository.getClass().getInterfaces())
                .filter(type -> type.getPackageName().startsWith("dev.patchbay"))
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> !method.isSynthetic())
                .filter(method -> Arrays.stream(method.getParameterTypes())
                        .noneMatch(type -> type.getPackageName().startsWith("dev.patchbay") && !type.isEnum()));
    }

    private void ask(Object repository, Method question, boolean given) {
        Object[] arguments = Arrays.stream(question.getParameters())
                .map(parameter -> argument(parameter, given))
                .toArray();
        question.setAccessible(true);
        transaction.executeWithoutResult(status -> {
            status.setRollbackOnly();
            try {
                question.invoke(repository, arguments);
            } catch (InvocationTargetException e) {
                throw new AssertionError(question + " with " + Arrays.toString(arguments), e.getCause());
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static Object argument(Parameter parameter, boolean given) {
        Class<?> type = parameter.getType();
        if (!given && parameter.getAnnotatedType().isAnnotationPresent(Nullable.class)) return null;
        if (type == long.class || type == Long.class) return 1L;
        if (type == int.class) return 1;
        if (type == boolean.class) return true;
        if (type == String.class) return "a";
        if (type == Instant.class) return Instant.parse("2026-11-22T10:00:00Z");
        if (type == Limit.class) return Limit.of(2);
        if (type == Pageable.class) return PageRequest.of(0, 2);
        if (type.isEnum()) return type.getEnumConstants()[0];
        if (Collection.class.isAssignableFrom(type)) {
            Object element =
                    parameter.getParameterizedType().getTypeName().contains("Long") ? (Object) 1L : (Object) "a";
            return type == Set.class ? Set.of(element) : new ArrayList<>(List.of(element));
        }
        throw new AssertionError("no argument for a parameter of " + type);
    }

    /** That so many questions are put at all. */
    static void assertMany(int asked) {
        assertThat(asked).isGreaterThan(100);
    }
}
