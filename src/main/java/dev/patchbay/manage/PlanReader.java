package dev.patchbay.manage;

import dev.patchbay.plan.Condition;
import dev.patchbay.plan.PlanTerms;
import dev.patchbay.plan.SoakTime;
import dev.patchbay.plan.Step;
import dev.patchbay.release.Percent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads a plan as a PATCH brings it. */
final class PlanReader {
    private static final String FORM = "write an object such as {\"steps\":[{\"rollout\":1,\"soak\":\"4h\"},"
            + "{\"rollout\":100}],\"condition\":{\"maxFailureRate\":2,\"minDevices\":50}}";

    private PlanReader() {}

    /**
     * @throws IllegalArgumentException when it is of another form
     */
    static PlanTerms read(JsonNode plan) {
        only(plan, Set.of("steps", "condition"));
        JsonNode listed = plan.path("steps");
        if (!listed.isArray()) throw new IllegalArgumentException(FORM);
        List<Step> steps = new ArrayList<>();
        for (JsonNode step : listed) steps.add(step(step));
        JsonNode condition = plan.path("condition");
        boolean none = condition.isMissingNode() || condition.isNull();
        return new PlanTerms(steps, none ? Optional.empty() : Optional.of(condition(condition)));
    }

    private static Step step(JsonNode step) {
        only(step, Set.of("rollout", "soak"));
        JsonNode soak = step.path("soak");
        if (soak.isMissingNode() || soak.isNull()) return new Step(percent(step, "rollout"), null);
        if (!soak.isString()) throw new IllegalArgumentException("soak: write a time such as \"4h\"");
        return new Step(percent(step, "rollout"), SoakTime.of(soak.stringValue()));
    }

    private static Condition condition(JsonNode condition) {
        only(condition, Set.of("maxFailureRate", "minDevices"));
        JsonNode devices = condition.path("minDevices");
        if (!devices.isMissingNode() && !isWhole(devices)) {
            throw new IllegalArgumentException("minDevices: write a whole number");
        }
        return new Condition(percent(condition, "maxFailureRate"), devices.isMissingNode() ? 1 : devices.longValue());
    }

    static Percent percent(JsonNode node, String member) {
        JsonNode value = node.path(member);
        if (!value.isNumber() || !Double.isFinite(value.doubleValue()))
            throw new IllegalArgumentException(member + ": write a number from 0 to 100");
        return Percent.of(value.decimalValue());
    }

    static boolean isWhole(JsonNode value) {
        return value.canConvertToExactIntegral() && value.canConvertToLong();
    }

    static void only(JsonNode node, Set<String> known) {
        if (!node.isObject() || !known.containsAll(node.propertyNames())) {
            throw new IllegalArgumentException("write an object with the members "
                    + String.join(", ", known.stream().sorted().toList()));
        }
    }
}
