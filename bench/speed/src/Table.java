import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A Markdown table. */
final class Table {
    private final StringBuilder text = new StringBuilder();

    Table(String... heads) {
        row(heads);
        row(Arrays.stream(heads).map(head -> "---").toArray(String[]::new));
    }

    void row(String first, String... rest) {
        text.append("| ").append(first).append(" | ").append(String.join(" | ", rest)).append(" |\n");
    }

    private void row(String[] cells) {
        text.append(Arrays.stream(cells).collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    void print() {
        System.out.println(text);
    }

    static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number).replace(',', ' ');
    }

    static String one(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    static String two(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }

    static String three(double number) {
        return String.format(Locale.ROOT, "%.3f", number);
    }
}
