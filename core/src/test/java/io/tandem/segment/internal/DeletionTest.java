package io.tandem.segment.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.channel.SharedPipe;
import io.tandem.channel.SharedQueue;
import io.tandem.segment.Domain;
import io.tandem.segment.IncompatibleException;
import io.tandem.segment.SharedObject;
import io.tandem.sync.SharedBarrier;
import io.tandem.sync.SharedEvent;
import io.tandem.sync.SharedLatch;
import io.tandem.sync.SharedLock;
import io.tandem.sync.SharedReadWriteLock;
import io.tandem.sync.SharedSemaphore;
import io.tandem.testing.TestDomain;
import io.tandem.value.SharedCharArray;
import io.tandem.value.SharedDouble;
import io.tandem.value.SharedInt;
import io.tandem.value.SharedIntArray;
import io.tandem.value.SharedList;
import io.tandem.value.SharedMemory;
import io.tandem.value.SharedRecord;
import io.tandem.value.SharedRecordArray;
import io.tandem.value.SharedValues;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The remedy that a message names is a call that deletes what is there. */
class DeletionTest {
    private static final String NAME = "x";

    record Point(int x, int y) {}

    /** Makes something. */
    interface Maker extends BiFunction<Domain, String, SharedObject> {}

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private static Arguments of(final Class<?> type, final Maker maker) {
        return Arguments.of(type, maker);
    }

    static Stream<Arguments> kinds() {
        return Stream.of(
                of(
                        SharedQueue.class,
                        (in, name) -> SharedQueue.builder(String.class)
                                .domain(in)
                                .name(name)
                                .create()),
                of(
                        SharedLock.class,
                        (in, name) -> SharedLock.builder().domain(in).name(name).create()),
                of(
                        SharedReadWriteLock.class,
                        (in, name) -> SharedReadWriteLock.builder()
                                .domain(in)
                                .name(name)
                                .create()),
                of(
                        SharedSemaphore.class,
                        (in, name) ->
                                SharedSemaphore.builder(1).domain(in).name(name).create()),
                of(
                        SharedEvent.class,
                        (in, name) ->
                                SharedEvent.builder().domain(in).name(name).create()),
                of(
                        SharedBarrier.class,
                        (in, name) ->
                                SharedBarrier.builder(2).domain(in).name(name).create()),
                of(
                        SharedLatch.class,
                        (in, name) ->
                                SharedLatch.builder(2).domain(in).name(name).create()),
                of(
                        SharedInt.class,
                        (in, name) -> SharedInt.builder().domain(in).name(name).create()),
                of(
                        SharedDouble.class,
                        (in, name) ->
                                SharedDouble.builder().domain(in).name(name).create()),
                of(
                        SharedRecord.class,
                        (in, name) -> SharedRecord.builder(Point.class)
                                .initialValue(new Point(1, 2))
                                .domain(in)
                                .name(name)
                                .create()),
                of(
                        SharedValues.class,
                        (in, name) ->
                                SharedValues.builder(2).domain(in).name(name).create()),
                of(
                        SharedIntArray.class,
                        (in, name) ->
                                SharedIntArray.builder(2).domain(in).name(name).create()),
                of(
                        SharedCharArray.class,
                        (in, name) ->
                                SharedCharArray.builder(2).domain(in).name(name).create()),
                of(
                        SharedRecordArray.class,
                        (in, name) -> SharedRecordArray.builder(Point.class, 2)
                                .initialValue(new Point(1, 2))
                                .domain(in)
                                .name(name)
                                .create()),
                of(
                        SharedMemory.class,
                        (in, name) ->
                                SharedMemory.builder(64).domain(in).name(name).create()),
                of(
                        SharedList.class,
                        (in, name) ->
                                SharedList.builder(2).domain(in).name(name).create()));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldNameACallThatWorksWhenAnotherKindIsFound(final Class<?> type, final Maker maker) throws Exception {
        maker.apply(domain.get(), NAME).close();

        assertThatThrownBy(() -> SharedPipe.delete(domain.get(), NAME))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageEndingWith(", or delete it by " + type.getSimpleName() + ".delete(domain, \"x\").");

        assertThat(type.getMethod("delete", Domain.class, String.class).invoke(null, domain.get(), NAME))
                .isEqualTo(true);
    }

    @Test
    void shouldNameThePipeWhenAPipeIsFound() {
        SharedPipe.builder(String.class, String.class)
                .domain(domain.get())
                .name(NAME)
                .create()
                .close();

        assertThatThrownBy(() ->
                        SharedLock.builder().domain(domain.get()).name(NAME).openOrCreate())
                .isInstanceOf(IncompatibleException.class)
                .hasMessageEndingWith(
                        "is a pipe, and a lock was asked for. Use another name, or delete it by SharedPipe.delete(domain, \"x\").");

        assertThat(SharedPipe.delete(domain.get(), NAME)).isTrue();
    }

    @Test
    void shouldNameTheTypeThatIsThereWhenValuesOfAnotherAreFound() {
        SharedDouble.builder().domain(domain.get()).name(NAME).create().close();

        assertThatThrownBy(() ->
                        SharedInt.builder().domain(domain.get()).name(NAME).openOrCreate())
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("delete it by SharedDouble.delete(domain, \"x\")");

        assertThat(SharedInt.delete(domain.get(), NAME)).isTrue();
    }

    @Test
    void shouldSayNoDomainWhenItIsTheCurrentOne() {
        final String before = System.setProperty(
                DomainPlace.DIRECTORY_PROPERTY, domain.directory().toString());
        try {
            SharedBarrier.builder(2).domain(domain.get()).name(NAME).create().close();

            assertThatThrownBy(() -> SharedBarrier.builder(3)
                            .domain(domain.get())
                            .name(NAME)
                            .openOrCreate())
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining("delete it by SharedBarrier.delete(\"x\")");
        } finally {
            if (before == null) {
                System.clearProperty(DomainPlace.DIRECTORY_PROPERTY);
            } else {
                System.setProperty(DomainPlace.DIRECTORY_PROPERTY, before);
            }
            SharedBarrier.delete(domain.get(), NAME);
        }
    }
}
