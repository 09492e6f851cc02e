package dev.patchbay.plan;

import java.util.Map;

/** An app's halt rule was changed; announced inside the transaction of the change. */
public record HaltRuleChanged(String app, Map<String, String> before, Map<String, String> after) {}
