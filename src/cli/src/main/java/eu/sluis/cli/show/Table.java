package eu.sluis.cli.show;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows under upper-case headings, columns two spaces apart; nothing after the last column. */
public final class Table {

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        this.headings = List.of(headings);
    }

    /** Adds a row; absent values show as {@code -}. */
    public Table row(@Nullable Object... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException("a row has one cell for each heading");
        }
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell == null ? "-" : PlainText.of(cell.toString()));
        }
        rows.add(row);
        return this;
    }

    /** Prints headings and rows, in the order they were added. */
    public void print(PrintWriter out) {
        int[] widths = widths();
        out.println(line(headings, widths));
        rows.forEach(row -> out.println(line(row, widths)));
    }

    private int[] widths() {
        int[] widths = headings.stream().mapToInt(String::length).toArray();
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            line.append(cell);
            boolean last = i == cells.size() - 1;
            line.repeat(' ', last ? 0 : widths[i] - cell.length() + 2);
        }
        return line.toString().stripTrailing();
    }
}
