package io.tandem.process.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.segment.IncompatibleException;
import io.tandem.segment.internal.ObjectKind;
import io.tandem.segment.internal.Segment;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.concurrent.AtomicBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unchecked-bounds")
class BootstrapTest {
    private static final ChildDescription DESCRIPTION =
            new ChildDescription("name ü", "3:1", "main-3", 4711, 17, List.of("a.B", "c.D"));
    private static final byte[] TARGET = {1, 2, 3, 4, 5};

    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private Bootstrap parent;
    private Bootstrap child;
    private Segment raw;
    private AtomicBuffer body;

    @BeforeEach
    void create() {
        parent = Bootstrap.create(domain.get(), DESCRIPTION, TARGET, 1_000);
        child = Bootstrap.attach(domain.get(), parent.objectId());
        raw = Segment.attach(domain.get(), parent.objectId(), ObjectKind.BOOTSTRAP);
        body = raw.buffer(0, (int) raw.bodyLength());
    }

    @AfterEach
    void close() {
        raw.close();
        child.close();
        parent.close();
    }

    @Test
    void shouldHandOverDescriptionAndTargetWhenAttached() {
        assertThat(child.description()).isEqualTo(DESCRIPTION);
        assertThat(child.target()).isEqualTo(TARGET);
        assertThat(parent.state()).isEqualTo(BootstrapDescriptor.SPAWNED);
        assertThat(parent.nanosToMain()).isNegative();
        assertThat(parent.nanosToReady()).isNegative();
        assertThat(parent.failure()).isNull();
    }

    @Test
    void shouldKeepItsLayoutWhenTheVersionIsOne() {
        child.entered(3_000);
        child.ready();
        child.failed("text".getBytes(StandardCharsets.UTF_8), new byte[] {9, 8});

        assertThat(BootstrapDescriptor.VERSION).isEqualTo(1);
        assertThat(raw.configuration()).containsEntry("layout", "1");
        assertThat(body.getInt(0)).isEqualTo(5);
        assertThat(body.getLong(128)).isEqualTo(1_000);
        assertThat(body.getLong(136)).isEqualTo(3_000);
        assertThat(body.getLong(144)).isEqualTo(1_000 + parent.nanosToReady());
        final int description = DESCRIPTION.encode().length;
        assertThat(body.getInt(256)).isEqualTo(description);
        assertThat(body.getInt(260)).isEqualTo(5);
        assertThat(body.getInt(264)).isEqualTo(4);
        assertThat(body.getInt(268)).isEqualTo(2);
        assertThat(body.getStringWithoutLengthUtf8(384, 4)).isEqualTo("text");
        assertThat(body.getByte(16_768)).isEqualTo((byte) 9);
        assertThat(body.getByte(131_456 + description)).isEqualTo((byte) 1);
        assertThat(raw.bodyLength()).isEqualTo(131_456 + description + 5);
    }

    @Test
    void shouldTellAFailureOfTheStartFromOneOfTheTargetWhenRecorded() {
        child.entered(2_000);
        child.failed(new byte[0], new byte[0]);
        assertThat(parent.failure().ofTarget()).isFalse();

        child.ready();
        child.failed(new byte[0], new byte[0]);

        assertThat(parent.failure().ofTarget()).isTrue();
        assertThat(parent.nanosToMain()).isEqualTo(1_000);
    }

    @Test
    void shouldKeepWhatFitsWhenAFailureIsTooLong() {
        final byte[] text =
                "x".repeat(BootstrapDescriptor.FAILURE_TEXT_CAPACITY + 1).getBytes(StandardCharsets.UTF_8);

        child.failed(text, new byte[BootstrapDescriptor.FAILURE_BYTES_CAPACITY + 1]);

        assertThat(parent.failure().text()).hasSize(BootstrapDescriptor.FAILURE_TEXT_CAPACITY);
        assertThat(parent.failure().exception()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 20})
    void shouldRefuseWhenALengthWasOverwritten(final int length) {
        child.failed(new byte[0], new byte[0]);
        for (final int offset : new int[] {
            BootstrapDescriptor.DESCRIPTION_LENGTH_OFFSET,
            BootstrapDescriptor.TARGET_LENGTH_OFFSET,
            BootstrapDescriptor.FAILURE_TEXT_LENGTH_OFFSET,
            BootstrapDescriptor.FAILURE_BYTES_LENGTH_OFFSET
        }) {
            final int before = body.getInt(offset);
            body.putInt(offset, length);

            assertThatThrownBy(() -> {
                        child.description();
                        child.target();
                        parent.failure();
                    })
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining(String.valueOf(length));
            body.putInt(offset, before);
        }
    }

    @Test
    void shouldRefuseWhenTheDescriptionIsGarbage() {
        body.setMemory(BootstrapDescriptor.DESCRIPTION_OFFSET, DESCRIPTION.encode().length, (byte) 0xFF);

        assertThatThrownBy(child::description)
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("description");
    }
}
