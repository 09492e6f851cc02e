package dev.patchbay.update;

import org.springframework.stereotype.Component;

/** Answers "why?": makes a decision with the same code that answers devices, and writes down what was considered. */
@Component
public class UpdateExplainer {
    private final UpdateResolver resolver;

    UpdateExplainer(UpdateResolver resolver) {
        this.resolver = resolver;
    }

    public Explanation explain(UpdateCheck check) {
        WritingTrace trace = new WritingTrace();
        UpdateDecision decision = resolver.decide(check, trace);
        return new Explanation(decision, trace.steps());
    }
}
