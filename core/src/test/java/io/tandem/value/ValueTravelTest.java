package io.tandem.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tandem.channel.SharedQueue;
import io.tandem.codec.CorruptMessageException;
import io.tandem.process.ChildProcess;
import io.tandem.segment.IncompatibleException;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestCompiler;
import io.tandem.testing.TestDomain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Handles in lambdas and in messages. */
@SuppressWarnings("try") // closed early
class ValueTravelTest {
    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    @TempDir
    private Path directory;

    record Point(int x, String name) {}

    @Test
    void shouldBeTheSameValuesWhenHandlesTravelInALambda() throws Exception {
        try (SharedLong sum = SharedLong.builder()
                        .domain(domain.get())
                        .initialValue(1)
                        .create();
                SharedRecord<Point> point = SharedRecord.builder(Point.class)
                        .domain(domain.get())
                        .maxStringLength(10)
                        .initialValue(new Point(1, "one"))
                        .create();
                SharedValues values =
                        SharedValues.builder(100).domain(domain.get()).create();
                SharedDouble slot = values.doubleAt(99);
                ChildProcess child = ChildProcess.builder()
                        .domain(domain.get())
                        .jvmOptions("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                        .start(() -> {
                            sum.withLock(() -> sum.addAndGet(41));
                            point.updateAndGet(p -> new Point(p.x() + 1, "two"));
                            values.intAt(7).set(7);
                            slot.getAndAdd(2.5);
                            slot.close();
                        })) {
            assertThat(child.join(Duration.ofSeconds(60))).isTrue();

            assertThat(child.exitCode()).isZero();
            assertThat(sum.get()).isEqualTo(42);
            assertThat(point.get()).isEqualTo(new Point(2, "two"));
            assertThat(values.intAt(7).get()).isEqualTo(7);
            assertThat(slot.get()).isEqualTo(2.5);
        }
    }

    @Test
    void shouldBeTheSameElementsWhenTheyTravelInALambdaAndAMessage() throws Exception {
        try (SharedRecordArray<Point> array = SharedRecordArray.builder(Point.class, 3)
                        .domain(domain.get())
                        .maxStringLength(10)
                        .initialValue(new Point(1, "one"))
                        .create();
                SharedList list = SharedList.builder(3)
                        .domain(domain.get())
                        .initialValues("one", 1L, null)
                        .create();
                SharedQueue<Object> queue =
                        SharedQueue.builder(Object.class).domain(domain.get()).create();
                ChildProcess child = ChildProcess.builder()
                        .domain(domain.get())
                        .jvmOptions("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
                        .start(() -> {
                            array.updateAndGet(2, p -> new Point(p.x() + 1, "two"));
                            list.set(2, "\u20ac\0");
                            queue.put(array);
                            queue.put(list);
                        })) {
            @SuppressWarnings("unchecked")
            final SharedRecordArray<Point> arrayArrived = (SharedRecordArray<Point>) queue.take();
            final SharedList listArrived = (SharedList) queue.take();
            arrayArrived.set(0, new Point(5, "five"));
            listArrived.updateAndGet(1, value -> (Long) Objects.requireNonNull(value) + 1);
            arrayArrived.close();
            listArrived.close();
            assertThat(child.join(Duration.ofSeconds(60))).isTrue();

            assertThat(child.exitCode()).isZero();
            assertThat(array.toList()).containsExactly(new Point(5, "five"), new Point(1, "one"), new Point(2, "two"));
            assertThat(list.toArray()).containsExactly("one", 2L, "\u20ac\0");
        }
    }

    /** Both have fields of the same size, so that only the description of the class tells them apart. */
    @Test
    void shouldRefuseRecordsWhenTheReceiverHasAnotherVersionOfTheirClass() throws Exception {
        final Class<Record> sent = version("sent", "int width, int height");
        final Class<Record> here = version("here", "int height, int width");
        final Record value = (Record) sent.getConstructors()[0].newInstance(1, 2);
        try (SharedRecord<Record> record = SharedRecord.builder(sent)
                        .domain(domain.get())
                        .initialValue(value)
                        .create();
                SharedRecordArray<Record> array = SharedRecordArray.builder(sent, 2)
                        .domain(domain.get())
                        .initialValue(value)
                        .create();
                SharedQueue<Object> queue =
                        SharedQueue.builder(Object.class).domain(domain.get()).create()) {
            queue.put(record);
            queue.put(array);

            final Throwable ofRecord = failureOfTake(queue, here);
            final Throwable ofArray = failureOfTake(queue, here);

            for (final Throwable failure : List.of(ofRecord, ofArray)) {
                assertThat(failure)
                        .isInstanceOf(CorruptMessageException.class)
                        .cause()
                        .isInstanceOf(IncompatibleException.class)
                        .hasMessageContainingAll(
                                "Versioned(int width, int height)",
                                "Versioned(int height, int width)",
                                "the same version of that class");
            }
            assertThat(record.get()).isEqualTo(value);
        }
    }

    @SuppressWarnings("unchecked") // it is compiled from a record
    private Class<Record> version(final String name, final String components) throws Exception {
        final TestCompiler compiler = TestCompiler.in(directory.resolve(name));
        compiler.compile("Versioned", "public record Versioned(" + components + ") {}");
        return (Class<Record>) compiler.load("Versioned");
    }

    /** As a process has it that knows only one version. */
    private static Throwable failureOfTake(final SharedQueue<Object> queue, final Class<?> known) {
        final Thread thread = Thread.currentThread();
        final ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(known.getClassLoader());
        try {
            return catchThrowable(queue::take);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeTheSameValueWhenAHandleTravelsInAMessage(final ValueUnderTest.Kind kind) throws Exception {
        final Object sample = kind.samples()[1];
        try (SharedValues values = SharedValues.builder(2).domain(domain.get()).create();
                SharedQueue<Object> queue =
                        SharedQueue.builder(Object.class).domain(domain.get()).create()) {
            final ValueUnderTest alone = kind.builder(domain.get(), "value").create();
            final ValueUnderTest slot = kind.slot(values, 1);

            queue.put(alone.handle());
            queue.put(slot.handle());
            final ValueUnderTest aloneArrived = kind.over((SharedValue) queue.take());
            final ValueUnderTest slotArrived = kind.over((SharedValue) queue.take());
            aloneArrived.set(sample);
            slotArrived.set(sample);

            assertThat(alone.get()).isEqualTo(sample);
            assertThat(slot.get()).isEqualTo(sample);
            alone.handle().close();
            aloneArrived.handle().close();
            slotArrived.handle().close();
            assertThat(slot.get()).isEqualTo(sample);
        } finally {
            SharedLong.delete(domain.get(), "value");
        }
    }
}
