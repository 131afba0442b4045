package io.tandem.segment.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CarriedHandleTest {
    private static final int OFFSET = 13;
    private static final int MESSAGE = 5;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);

    @Test
    void shouldReadTheListThatWasWrittenBehindAMessage() {
        final List<CarriedHandle> handles = List.of(
                new CarriedHandle(7, 0x1234_5678_9ABC_DEF0L, 2, 1), new CarriedHandle(8, 0, 3, CarriedHandle.NO_PART));
        final int length = MESSAGE + CarriedHandle.listLength(handles.size());

        CarriedHandle.write(handles, buffer, OFFSET + MESSAGE);

        assertThat(CarriedHandle.read(buffer, OFFSET, length)).isEqualTo(handles);
        assertThat(length).isEqualTo(MESSAGE + 2 * 24 + 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, 2, Integer.MAX_VALUE})
    void shouldFindNoListWhenItsCountCantBe(final int count) {
        final int length = MESSAGE + CarriedHandle.listLength(1);
        buffer.putInt(OFFSET + length - Integer.BYTES, count);

        assertThat(CarriedHandle.read(buffer, OFFSET, length)).isNull();
        assertThat(CarriedHandle.read(buffer, OFFSET, 3)).isNull();
    }
}
