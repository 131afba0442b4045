package io.tandem.examples;

import io.tandem.pool.ProcessPool;
import java.util.List;

/** Lists of candy colours, each sorted by one of three workers. */
public final class Candy {
    private static final List<List<String>> BAGS = List.of(
            List.of("red", "orange", "yellow", "green"),
            List.of("pink", "blue", "white"),
            List.of("violet", "brown", "lime", "amber"),
            List.of("turquoise", "crimson"),
            List.of("silver", "gold", "black", "grey", "beige"));

    private Candy() {}

    public static void main(final String[] args) throws InterruptedException {
        try (ProcessPool pool = ProcessPool.create(3)) {
            pool.map(BAGS, Candy::sorted).forEach(System.out::println);
        }
    }

    private static List<String> sorted(final List<String> colours) {
        return colours.stream().sorted().toList();
    }
}
