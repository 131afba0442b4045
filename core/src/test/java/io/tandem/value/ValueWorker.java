package io.tandem.value;

import io.tandem.segment.Domain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Scanner;
import org.jspecify.annotations.Nullable;

/** Another JVM at shared values: told on its standard input where they are and what to do. */
final class ValueWorker {
    static final int ROUNDS = 50_000;

    static final int CELLS = 2;

    private static final int LONGEST = 4_000;
    private static final int STEP = 37;

    private ValueWorker() {}

    /** All of it follows from the number. */
    record Text(long number, String text, long again) {
        static Text of(final long number) {
            return new Text(number, Long.toString(number % 10).repeat((int) (number * STEP % LONGEST)), number);
        }

        boolean isWhole() {
            return equals(of(number));
        }
    }

    static SharedValues values(final Domain domain) {
        return SharedValues.builder(8).domain(domain).name("values").openOrCreate();
    }

    static SharedRecord<Text> record(final Domain domain) {
        return SharedRecord.builder(Text.class)
                .domain(domain)
                .name("record")
                .maxStringLength(LONGEST)
                .initialValue(Text.of(0))
                .openOrCreate();
    }

    /** Adds to four slots, in as many ways. */
    static void add(final SharedValues values) {
        final SharedLong sum = values.longAt(0);
        final SharedInt compared = values.intAt(1);
        final SharedDouble halves = values.doubleAt(2);
        final SharedLong locked = values.longAt(3);
        for (int i = 0; i < ROUNDS; i++) {
            sum.getAndIncrement();
            int before = compared.get();
            while (!compared.compareAndSet(before, before + 1)) {
                before = compared.get();
            }
            halves.getAndAdd(0.5);
            values.withLock(() -> locked.setPlain(locked.getPlain() + 1));
        }
    }

    /** Raises two slots that are always equal where nobody holds the lock. */
    static void raiseTwins(final SharedValues values) {
        final SharedLong first = values.longAt(4);
        final SharedLong second = values.longAt(5);
        values.withLock(() -> {
            first.set(first.get() + 1);
            second.set(second.get() + 1);
        });
    }

    public static void main(final String[] arguments) throws IOException {
        final BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        final String[] order = orders.readLine().split(" ", 2);
        final Domain domain = Domain.at(Path.of(order[1]));
        try (SharedValues values = values(domain)) {
            switch (order[0].toLowerCase(Locale.ROOT)) {
                case "add" -> {
                    System.out.println("there");
                    add(values);
                }
                case "twins" -> {
                    System.out.println("there");
                    while (!values.isClosed()) {
                        raiseTwins(values);
                    }
                }
                case "hold" ->
                    values.withLock(() -> {
                        System.out.println("holding");
                        new Scanner(orders).nextLine();
                    });
                case "cells" -> raiseCells(domain);
                default -> write(domain);
            }
        }
    }

    static SharedRecordArray<Text> array(final Domain domain) {
        return SharedRecordArray.builder(Text.class, CELLS)
                .domain(domain)
                .name("array")
                .maxStringLength(LONGEST)
                .initialValue(Text.of(0))
                .openOrCreate();
    }

    /** Of numbers, each as a long or as the text of it. */
    static SharedList list(final Domain domain) {
        return SharedList.builder(CELLS)
                .domain(domain)
                .name("list")
                .maxBytes(LONGEST + 20)
                .initialValues(0L, 0L)
                .openOrCreate();
    }

    /** What follows in a list. */
    static Object nextOf(final @Nullable Object value) {
        final long next = numberOf(value) + 1;
        return next % 2 == 0 ? (Object) next : Text.of(next).text() + " " + next;
    }

    /** The number that a value of a list tells, if all of it follows from that. */
    static long numberOf(final @Nullable Object value) {
        if (value instanceof Long number) {
            return number;
        }
        final String text = (String) Objects.requireNonNull(value);
        final int space = text.indexOf(' ');
        final long number = Long.parseLong(text.substring(space + 1));
        if (!text.substring(0, space).equals(Text.of(number).text())) {
            throw new AssertionError("torn: " + text);
        }
        return number;
    }

    private static void raiseCells(final Domain domain) {
        try (SharedRecordArray<Text> array = array(domain);
                SharedList list = list(domain)) {
            System.out.println("there");
            while (!array.isClosed()) {
                for (int i = 0; i < CELLS; i++) {
                    array.updateAndGet(i, text -> Text.of(text.number() + 1));
                    list.updateAndGet(i, ValueWorker::nextOf);
                }
            }
        }
    }

    private static void write(final Domain domain) {
        try (SharedRecord<Text> record = record(domain)) {
            System.out.println("there");
            while (!record.isClosed()) {
                record.updateAndGet(text -> Text.of(text.number() + 1));
            }
        }
    }
}
