package dev.patchbay.web;

import java.beans.PropertyEditorSupport;
import java.util.List;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * Numbers in paths and queries are digits. Spring alone would also take 0x1, +1 and 1 with spaces around it for the number
 * 1, and a converter of ours would not hinder it: where one fails, Spring goes on with its own editors.
 */
@ControllerAdvice
class WholeNumbers {

    @InitBinder
    void digitsOnly(WebDataBinder binder) {
        for (Class<?> type : List.of(long.class, Long.class)) {
            binder.registerCustomEditor(type, new Digits() {
                @Override
                Object read(String digits) {
                    return Long.parseLong(digits);
                }
            });
        }
        for (Class<?> type : List.of(int.class, Integer.class)) {
            binder.registerCustomEditor(type, new Digits() {
                @Override
                Object read(String digits) {
                    return Integer.parseInt(digits);
                }
            });
        }
    }

    private abstract static class Digits extends PropertyEditorSupport {
        abstract Object read(String digits);

        @Override
        public void setAsText(String text) {
            if (!text.matches("-?[0-9]{1,18}")) throw new IllegalArgumentException("write a whole number");
            setValue(read(text));
        }
    }
}
