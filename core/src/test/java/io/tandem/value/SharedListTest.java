package io.tandem.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.segment.Domain;
import io.tandem.segment.IncompatibleException;
import io.tandem.segment.NotTransferableException;
import io.tandem.testing.BlockedCall;
import io.tandem.testing.CrashPoint;
import io.tandem.testing.CrashSignal;
import io.tandem.testing.HookedBuffers;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.RandomAccessFile;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mixed values in slots, exactly as they were set, whoever writes and dies. */
@SuppressWarnings("try") // closed without use
class SharedListTest {
    private static final int ROUNDS = 10_000;
    private static final int ROOM = 120;

    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @AfterEach
    void delete() {
        SharedList.delete(domain.get(), "list");
    }

    private SharedList open() {
        return open(domain.get());
    }

    private static SharedList open(final Domain domain) {
        return SharedList.builder(5)
                .domain(domain)
                .name("list")
                .maxBytes(ROOM)
                .initialValues("zero", 1L, 2, 3.5, null)
                .openOrCreate();
    }

    static List<@Nullable Object> values() {
        return Arrays.asList(
                null,
                Long.MIN_VALUE,
                Integer.MAX_VALUE,
                -0.0,
                Double.NaN,
                true,
                false,
                (byte) -1,
                (short) -2,
                'x',
                1.5f,
                "",
                "Vasa",
                "zeros\0\0\0",
                "\0",
                "\u00e9\u00ff",
                "\u20ac".repeat(ROOM / 2),
                "\ud83d\ude00 and half of one: \ud83d",
                "x".repeat(ROOM),
                new byte[0],
                new byte[] {1, 0, 0, 0},
                new byte[ROOM],
                new long[] {1, 2, 3},
                new boolean[] {true, false});
    }

    @ParameterizedTest
    @MethodSource("values")
    void shouldGiveExactlyWhatWasSetWhenRead(final @Nullable Object value) {
        try (SharedList mine = open();
                SharedList other = open()) {
            mine.set(1, "something else, which is longer than most");
            mine.set(1, value);

            final Object got = other.get(1);

            assertThat(Objects.deepEquals(got, value)).as("%s", got).isTrue();
            assertThat(other.indexOf(value)).isEqualTo(value == null ? 1 : Objects.equals(value, other.get(0)) ? 0 : 1);
            assertThat(other.get(0)).isEqualTo("zero");
            assertThat(other.get(2)).isEqualTo(2);
        }
    }

    @Test
    void shouldReplaceAnArrayWhenOneOfTheSameElementsIsExpected() {
        try (SharedList mine = open()) {
            mine.set(1, new long[] {1, 2});

            assertThat(mine.compareAndSet(1, new long[] {1, 3}, "other")).isFalse();
            assertThat(mine.compareAndSet(1, new long[] {1, 2}, "same")).isTrue();
            assertThat(mine.get(1)).isEqualTo("same");
        }
    }

    @Test
    void shouldReturnWhatItReplacedWhenAnotherSetsJustBefore() {
        final AtomicBoolean overtaken = new AtomicBoolean(true);
        try (SharedList other = open();
                HookedBuffers hooked = HookedBuffers.before("compareAndSetLong", () -> {
                    if (!overtaken.getAndSet(true)) {
                        other.set(1, "other");
                    }
                });
                SharedList mine = open()) {
            overtaken.set(false);

            final Object replaced = mine.set(1, "mine");

            assertThat(replaced).isEqualTo("other");
            assertThat(other.get(1)).isEqualTo("mine");
        }
    }

    @Test
    void shouldHaveRoomForTheLongestInitialValueWhenNothingIsSaid() {
        try (SharedList few = SharedList.builder(2)
                        .domain(domain.get())
                        .initialValues("a", 1)
                        .create();
                SharedList many = SharedList.builder(2)
                        .domain(domain.get())
                        .initialValues("\u20ac".repeat(20), new byte[30])
                        .create();
                SharedList none = SharedList.builder(0).domain(domain.get()).create()) {
            many.set(1, "\u20ac".repeat(20));

            assertThat(few.maxBytes()).isEqualTo(16);
            assertThat(many.maxBytes()).isEqualTo(40);
            assertThat(many.get(1)).isEqualTo(many.get(0));
            assertThat(none).isEmpty();
        }
    }

    @Test
    void shouldRefuseAndChangeNothingWhenAValueDoesNotFit() {
        try (SharedList mine = open()) {
            for (final Object large : List.of("x".repeat(ROOM + 1), "\u20ac".repeat(61), new byte[ROOM + 1])) {
                assertThatThrownBy(() -> mine.set(0, large))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContainingAll(
                                large instanceof String text && text.length() == 61 ? "122" : "121", "120");
            }
            assertThatThrownBy(() -> mine.set(0, List.of(1)))
                    .isInstanceOf(NotTransferableException.class)
                    .hasMessageContaining("byte[]");
            assertThatThrownBy(() -> mine.compareAndSet(0, "zero", new String[0]))
                    .isInstanceOf(NotTransferableException.class);
            assertThat(mine.get(0)).isEqualTo("zero");
            assertThat(mine.set(0, "next")).isEqualTo("zero");
        }
    }

    @Test
    void shouldBeAListWhenUsedAsOne() {
        try (SharedList mine = open()) {
            assertThat(mine.equals(Arrays.asList("zero", 1L, 2, 3.5, null))).isTrue();
            assertThat(mine.hashCode())
                    .isEqualTo(Arrays.asList("zero", 1L, 2, 3.5, null).hashCode());
            assertThat(mine.toArray()).containsExactly("zero", 1L, 2, 3.5, null);
            assertThat(mine.subList(1, 3)).isEqualTo(List.of(1L, 2));
            assertThat(mine.stream().filter(Integer.class::isInstance)).containsExactly(2);
            mine.set(4, new byte[] {7});
            mine.set(3, new byte[] {7});
            assertThat(mine.count(new byte[] {7})).isEqualTo(2);
            assertThat(mine.indexOf(new byte[] {7})).isEqualTo(3);
            assertThat(mine.lastIndexOf(new byte[] {7})).isEqualTo(4);
            assertThat(mine.contains(1L)).isTrue();
            assertThat(mine.contains(1)).isFalse();
            mine.replaceAll(value -> value instanceof byte[] ? "bytes" : String.valueOf(value));
            mine.sort(Comparator.comparing(String::valueOf));
            assertThat(mine.toArray(new Object[0])).containsExactly("1", "2", "bytes", "bytes", "zero");
        }
    }

    @Test
    void shouldSayWhatToDoInsteadWhenItsLengthIsToChange() {
        try (SharedList mine = open()) {
            final List<ThrowingCallable> changes = List.of(
                    () -> mine.add(1),
                    () -> mine.add(0, 1),
                    () -> mine.addAll(List.of(1)),
                    () -> mine.addAll(0, List.of(1)),
                    () -> mine.remove(0),
                    () -> mine.remove("zero"),
                    () -> mine.removeAll(List.of(1)),
                    () -> mine.retainAll(List.of(1)),
                    () -> mine.removeIf(value -> true),
                    mine::clear,
                    () -> mine.subList(0, 2).clear(),
                    () -> mine.listIterator().add(1));

            for (final ThrowingCallable change : changes) {
                assertThatThrownBy(change)
                        .isInstanceOf(UnsupportedOperationException.class)
                        .hasMessageContaining("set(index, value)");
            }

            assertThat(mine).hasSize(5).startsWith("zero", 1L);
            assertThatThrownBy(() -> mine.get(5)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> mine.set(-1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void shouldNeverBeTornAndLoseNoUpdateWhenOthersWrite() throws Exception {
        try (SharedList mine = open();
                SharedList other = open()) {
            mine.set(0, text(0));
            final AtomicBoolean done = new AtomicBoolean();
            final CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < ROUNDS; i++) {
                    other.updateAndGet(0, SharedListTest::next);
                }
                done.set(true);
            });

            int updates = 0;
            while (!done.get() && !writer.isDone()) {
                final String seen = (String) mine.get(0);
                assertThat(seen).isEqualTo(text(number(seen)));
                mine.updateAndGet(0, SharedListTest::next);
                updates++;
            }
            writer.get(60, TimeUnit.SECONDS);

            assertThat(mine.get(0)).isEqualTo(text(ROUNDS + updates));
        }
    }

    /** All of it follows from the number. */
    private static String text(final long number) {
        return number + " " + (number % 3 == 0 ? "\u20ac" : Long.toString(number % 7)).repeat((int) (number % 50));
    }

    private static long number(final @Nullable Object text) {
        final String string = Objects.requireNonNull((String) text);
        return Long.parseLong(string.substring(0, string.indexOf(' ')));
    }

    private static Object next(final @Nullable Object text) {
        return text(number(text) + 1);
    }

    @Test
    void shouldBeTheOldOrTheNewOneWhenAWriterDiesAtAnyStep() {
        int old = 0;
        int changed = 0;
        try (SharedList mine = open()) {
            boolean died = true;
            for (int step = 1; died; step++) {
                final Object before = "a".repeat(step);
                final Object after = (long) step;
                mine.set(2, before);
                final TestDomain.OtherProcess victim = domain.otherProcess("victim");
                died = dieWriting(victim.domain(), step, after);
                final Object whileUnproven = mine.get(2);
                victim.kill();

                assertThat(whileUnproven).isIn(before, after);
                assertThat(mine.get(2)).isEqualTo(whileUnproven);
                if (before.equals(whileUnproven)) {
                    old++;
                } else {
                    changed++;
                }
                assertThat(mine.set(2, "\u20ac".repeat(60))).isEqualTo(whileUnproven);
                assertThat(mine.get(2)).isEqualTo("\u20ac".repeat(60));
                assertThat(mine.get(1)).isEqualTo(1L);
                assertThat(mine.get(3)).isEqualTo(3.5);
                assertThat(step).isLessThan(100);
            }
        }
        assertThat(old).isGreaterThan(3);
        assertThat(changed).isGreaterThan(1);
    }

    private static boolean dieWriting(final Domain theirs, final long step, final Object value) {
        try (CrashPoint point = CrashPoint.never()) {
            final SharedList list = open(theirs);
            point.dieIn(step);
            try {
                list.set(2, value);
            } catch (final CrashSignal e) {
                assertThat(point.hasDied()).isTrue();
            }
            return point.hasDied();
        }
    }

    /** It lives, and holds the lock of its slot. */
    @Test
    void shouldHoldUpWritersOfItsSlotAloneWhenAWriterIsStopped() throws Exception {
        final SharedList mine = open();
        final TestDomain.OtherProcess stopped = domain.otherProcess("stopped");
        assertThat(dieWriting(stopped.domain(), 2, "never")).isTrue();

        final Object read = mine.get(2);
        CompletableFuture.runAsync(() -> mine.set(3, "three")).get(30, TimeUnit.SECONDS);
        final BlockedCall<Object> writing = BlockedCall.start(() -> mine.compareAndSet(2, 2, "two"));
        mine.close();

        assertThat(read).isEqualTo(2);
        assertThat(writing.failure()).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
    }

    @Test
    void shouldRefuseAndNameBothWhenItIsNotAsAsked() {
        try (SharedList mine = open()) {
            final SharedList.Builder roomier =
                    SharedList.builder(5).domain(domain.get()).name("list").maxBytes(ROOM + 1);

            assertThatThrownBy(roomier::open)
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContainingAll("max-bytes", "120", "121");
            assertThatThrownBy(() -> SharedList.builder(6)
                            .domain(domain.get())
                            .name("list")
                            .maxBytes(ROOM)
                            .open())
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContainingAll("length", "5", "6");
            assertThatThrownBy(() -> SharedRecordArray.builder(SharedRecordArrayTest.Other.class, 5)
                            .domain(domain.get())
                            .name("list")
                            .open())
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContainingAll("list", "array");
            try (SharedList adopted = roomier.adoptExisting().open()) {
                adopted.set(4, "x".repeat(ROOM));
                assertThat(mine.get(4)).isEqualTo("x".repeat(ROOM));
            }
            assertThatThrownBy(() -> SharedList.builder(-1)).hasMessageContaining("-1");
            assertThatThrownBy(() -> SharedList.builder(2).initialValues(1)).hasMessageContainingAll("2", "1");
            assertThatThrownBy(() -> SharedList.builder(2).maxBytes(-1)).hasMessageContaining("-1");
            assertThatThrownBy(() -> SharedList.builder(1)
                            .domain(domain.get())
                            .maxBytes(3)
                            .initialValues("four")
                            .create())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("4", "3");
        }
    }

    @Test
    void shouldTakeTheRoomThatIsThereWhenNoneIsAskedFor() {
        final String longer = "x".repeat(ROOM + 1);
        try (SharedList mine = open()) {
            final SharedList.Builder unasked =
                    SharedList.builder(5).domain(domain.get()).name("list");

            try (SharedList opened = unasked.open();
                    SharedList openedOrCreated =
                            unasked.initialValues(longer, 1, 2, 3, 4).openOrCreate()) {
                assertThat(opened.maxBytes()).isEqualTo(ROOM);
                assertThat(openedOrCreated.maxBytes()).isEqualTo(ROOM);
                opened.set(4, "x".repeat(ROOM));
                assertThat(mine.get(4)).isEqualTo(openedOrCreated.get(4)).isEqualTo("x".repeat(ROOM));
            }
            assertThatThrownBy(() -> SharedList.builder(4)
                            .domain(domain.get())
                            .name("list")
                            .open())
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContainingAll("length", "5", "4");
        }
    }

    @Test
    void shouldShowTheFirstValuesWhenItIsMadeAString() {
        try (SharedList mine = open();
                SharedList many = SharedList.builder(11)
                        .domain(domain.get())
                        .maxBytes(ROOM)
                        .create()) {
            many.set(0, new byte[3]);
            many.set(1, "x".repeat(101));

            assertThat(mine).hasToString("List \"list\": [zero, 1, 2, 3.5, null]");
            assertThat(many.toString())
                    .endsWith(": [byte[3], " + "x".repeat(100) + "..., " + "null, ".repeat(8) + "...]");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 77})
    void shouldRefuseWhatNoWriterLeavesWhenASlotIsDamaged(final int tag) throws IOException {
        try (SharedList mine = open()) {
            damage(16, new byte[] {(byte) tag});

            assertThatThrownBy(() -> mine.get(0))
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining("slot 0");
            damage(8, new byte[] {-1, -1, -1, -1});
            assertThatThrownBy(() -> mine.get(0))
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining("-1");
            assertThat(mine.get(1)).isEqualTo(1L);
        }
    }

    /** What is read from such a stream runs code of its class, and anyone may write to the memory. */
    @Test
    void shouldReadNoObjectWhenOneStandsInASlot() throws IOException {
        final ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.write(new byte[8]);
        stream.write(19);
        try (ObjectOutputStream objects = new ObjectOutputStream(stream)) {
            objects.writeObject(List.of("an object"));
        }
        final byte[] copy = stream.toByteArray();
        copy[0] = (byte) (copy.length - 8);
        try (SharedList mine = open()) {
            damage(8, copy);

            assertThatThrownBy(() -> mine.get(0))
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining("serialized object");
        }
    }

    /** Writes into the first slot's cell. */
    private void damage(final int offset, final byte[] bytes) throws IOException {
        final int header = 4096;
        final int cells = 2304;
        try (RandomAccessFile file =
                new RandomAccessFile(domain.directory().resolve("names/list").toFile(), "rw")) {
            file.seek(header + cells + offset);
            file.write(bytes);
        }
    }

    @Test
    void shouldRefuseWhenClosed() {
        final SharedList mine = open();

        mine.close();

        assertThatThrownBy(() -> mine.get(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> mine.set(0, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> mine.contains(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(mine::toArray).isInstanceOf(IllegalStateException.class);
        assertThat(mine.size()).isEqualTo(5);
        assertThat(mine.toString()).contains("closed");
        try (SharedList again = open()) {
            assertThat(again.get(0)).isEqualTo("zero");
        }
    }
}
