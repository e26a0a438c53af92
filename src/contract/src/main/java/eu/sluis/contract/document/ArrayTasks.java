package eu.sluis.contract.document;

import eu.sluis.contract.InvalidValue;
import eu.sluis.contract.Require;
import java.util.List;

/**
 * The elements of an array job: each runs the same bundle on the same inputs, and knows its number.
 *
 * @param elements their numbers, 0 to 999999, ascending; 1 to 10000 of them
 * @param atOnce how many may be on clusters at a time, 1 to 10000
 */
public record ArrayTasks(List<Integer> elements, int atOnce) {

    /** The most elements that one job can have. */
    public static final int MOST = 10_000;

    public ArrayTasks {
        elements = List.copyOf(Require.present(elements, "elements"));
        Require.within(elements.size(), 1, MOST, "the number of elements");
        Require.within(atOnce, 1, MOST, "atOnce");
        int before = -1;
        for (int element : elements) {
            Require.within(element, 0, 999_999, "an element");
            if (element <= before) {
                throw new InvalidValue("elements must ascend, each once");
            }
            before = element;
        }
    }
}
