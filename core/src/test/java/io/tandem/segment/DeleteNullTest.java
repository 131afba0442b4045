package io.tandem.segment;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.channel.SharedPipe;
import io.tandem.channel.SharedQueue;
import io.tandem.sync.SharedBarrier;
import io.tandem.sync.SharedEvent;
import io.tandem.sync.SharedLatch;
import io.tandem.sync.SharedLock;
import io.tandem.sync.SharedReadWriteLock;
import io.tandem.sync.SharedSemaphore;
import io.tandem.testing.TestDomain;
import io.tandem.value.SharedList;
import io.tandem.value.SharedLong;
import io.tandem.value.SharedLongArray;
import io.tandem.value.SharedMemory;
import io.tandem.value.SharedRecord;
import io.tandem.value.SharedRecordArray;
import io.tandem.value.SharedValues;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind says which argument is missing. */
class DeleteNullTest {
    @RegisterExtension
    final TestDomain domain = new TestDomain();

    static Stream<BiPredicate<Domain, String>> kinds() {
        return Stream.of(
                SharedPipe::delete,
                SharedQueue::delete,
                SharedLock::delete,
                SharedReadWriteLock::delete,
                SharedSemaphore::delete,
                SharedEvent::delete,
                SharedLatch::delete,
                SharedBarrier::delete,
                SharedLong::delete,
                SharedValues::delete,
                SharedLongArray::delete,
                SharedRecord::delete,
                SharedRecordArray::delete,
                SharedList::delete,
                SharedMemory::delete);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldNameTheArgumentWhenItIsNull(final BiPredicate<Domain, String> delete) {
        assertThatThrownBy(() -> delete.test(domain.get(), null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("name to delete");
        assertThatThrownBy(() -> delete.test(null, "name"))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("domain");
    }
}
