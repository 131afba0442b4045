package io.tandem.segment.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.segment.IncompatibleException;
import io.tandem.segment.ObjectExistsException;
import io.tandem.segment.ObjectNotFoundException;
import io.tandem.segment.OutOfSpaceException;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.agrona.concurrent.AtomicBuffer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentTest {
    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    @Order(1)
    final TestDomain domain = new TestDomain();

    @Test
    void shouldShareMemoryWhenOpenedByName() {
        final Segment created = Segment.create(domain.get(), Specs.named("orders"));

        final Segment opened = Segment.open(domain.get(), Specs.named("orders"));
        created.buffer(64, 8).putLong(0, 7);

        assertThat(opened.buffer(0, 8).getLong(0)).isEqualTo(Specs.BODY_WORD);
        assertThat(opened.buffer(64, 8).getLong(0)).isEqualTo(7);
        assertThat(created.isCreator()).isTrue();
        assertThat(opened.isCreator()).isFalse();
        assertThat(opened.configuration()).isEqualTo(created.configuration());
        assertThat(opened.objectId()).isEqualTo(created.objectId());
        assertThat(domain.get().names()).containsExactly("orders");
        closeAndDelete(created, opened);
    }

    @Test
    void shouldRefuseToCreateWhenNameIsTaken() {
        final Segment created = Segment.create(domain.get(), Specs.named("orders"));

        assertThatThrownBy(() -> Segment.create(domain.get(), Specs.named("orders")))
                .isInstanceOf(ObjectExistsException.class)
                .hasMessageContainingAll("\"orders\"", "delete it by SharedPipe.delete(domain, \"orders\")");

        closeAndDelete(created);
    }

    @Test
    void shouldSayWhatToDoWhenNameIsMissing() {
        assertThatThrownBy(() -> Segment.open(domain.get(), Specs.named("orders")))
                .isInstanceOf(ObjectNotFoundException.class)
                .hasMessageContaining("\"orders\"")
                .hasMessageContaining(domain.directory().toString());
    }

    @Test
    void shouldKeepNamedObjectWhenAllHandlesAreClosed() {
        Segment.create(domain.get(), Specs.named("orders")).close();

        final Segment opened = Segment.openOrCreate(domain.get(), Specs.named("orders"));

        assertThat(opened.isCreator()).isFalse();
        assertThat(opened.buffer(0, 8).getLong(0)).isEqualTo(Specs.BODY_WORD);
        closeAndDelete(opened);
    }

    @Test
    void shouldRemoveUnnamedObjectWhenLastHandleIsClosed() {
        final Segment first = Segment.create(domain.get(), Specs.unnamed());
        final Segment second = Segment.attach(domain.get(), first.objectId(), first.kind());

        first.close();
        first.close();
        final boolean thereAfterFirst = Files.exists(state().object(first.objectId()));
        second.close();

        assertThat(thereAfterFirst).isTrue();
        assertThat(state().object(first.objectId())).doesNotExist();
        assertThatThrownBy(() -> Segment.attach(domain.get(), first.objectId(), first.kind()))
                .isInstanceOf(ObjectNotFoundException.class);
    }

    @Test
    void shouldLetUsersGoOnWhenNameIsDeleted() {
        final Segment old = Segment.create(domain.get(), Specs.named("orders"));

        final boolean deleted = Segment.delete(domain.get(), "orders", ObjectKind.PIPE);
        final boolean deletedAgain = Segment.delete(domain.get(), "orders", ObjectKind.PIPE);
        final Segment attached = Segment.attach(domain.get(), old.objectId(), old.kind());
        final Segment young = Segment.openOrCreate(domain.get(), Specs.named("orders"));
        old.buffer(0, 8).putLong(0, 5);

        assertThat(deleted).isTrue();
        assertThat(deletedAgain).isFalse();
        assertThat(attached.buffer(0, 8).getLong(0)).isEqualTo(5);
        assertThat(young.isCreator()).isTrue();
        assertThat(young.buffer(0, 8).getLong(0)).isEqualTo(Specs.BODY_WORD);
        old.close();
        assertThat(state().object(old.objectId())).exists();
        attached.close();
        assertThat(state().object(old.objectId())).doesNotExist();
        closeAndDelete(young);
    }

    @Test
    void shouldNameBothKindsWhenKindDiffers() {
        final Segment pipe = Segment.create(domain.get(), Specs.named("orders"));
        final SegmentSpec queue = new SegmentSpec(
                ObjectKind.QUEUE, "orders", Specs.BODY_LENGTH, pipe.configuration(), false, Set.of(), segment -> {});

        assertThatThrownBy(() -> Segment.open(domain.get(), queue))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("a pipe")
                .hasMessageContaining("a queue");
        assertThatThrownBy(() -> Segment.delete(domain.get(), "orders", ObjectKind.QUEUE))
                .isInstanceOf(IncompatibleException.class);
        assertThatThrownBy(() -> Segment.attach(domain.get(), pipe.objectId(), ObjectKind.QUEUE))
                .isInstanceOf(IncompatibleException.class);

        closeAndDelete(pipe);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldNameBothValuesWhenElementTypeDiffers(final boolean adopt) {
        final Segment created = Segment.create(domain.get(), Specs.named("orders", Map.of("type", "java.lang.String")));
        final Map<String, String> other = Map.of("type", "java.lang.Long");

        assertThatThrownBy(() -> Segment.open(
                        domain.get(), adopt ? Specs.adopting("orders", other) : Specs.named("orders", other)))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("java.lang.String")
                .hasMessageContaining("java.lang.Long");

        closeAndDelete(created);
    }

    @Test
    void shouldNameBothValuesWhenConfigurationDiffers() {
        final Segment created = Segment.create(domain.get(), Specs.named("orders", Map.of("capacity", "4096")));

        assertThatThrownBy(() -> Segment.open(domain.get(), Specs.named("orders", Map.of("capacity", "8192"))))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("4096")
                .hasMessageContaining("8192");
        assertThatThrownBy(() -> Segment.open(domain.get(), Specs.named("orders", Map.of())))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("capacity");
        assertThatThrownBy(() -> Segment.open(
                        domain.get(), Specs.named("orders", Map.of("capacity", "4096", "records", "fixed"))))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("records");

        closeAndDelete(created);
    }

    @Test
    void shouldNameBothLengthsWhenLengthDiffers() {
        final Segment created = Segment.create(domain.get(), Specs.named("orders"));
        final SegmentSpec longer = new SegmentSpec(
                ObjectKind.PIPE, "orders", 9000, created.configuration(), false, Set.of(), segment -> {});

        assertThatThrownBy(() -> Segment.open(domain.get(), longer))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining(String.valueOf(Specs.BODY_LENGTH))
                .hasMessageContaining("9000");

        closeAndDelete(created);
    }

    @Test
    void shouldTakeExistingConfigurationWhenAskedTo() {
        final Segment created = Segment.create(domain.get(), Specs.named("orders"));

        final Segment adopted = Segment.openOrCreate(
                domain.get(), Specs.adopting("orders", Map.of("type", "java.lang.String", "capacity", "1")));

        assertThat(adopted.configuration()).containsEntry("capacity", "4096");
        assertThat(adopted.bodyLength()).isEqualTo(Specs.BODY_LENGTH);
        closeAndDelete(created, adopted);
    }

    @Test
    void shouldKeepWindowsUsableWhenSegmentIsClosed() {
        final Segment segment = Segment.create(domain.get(), Specs.unnamed(2 << 20));
        final AtomicBuffer window = segment.buffer(0, 2 << 20);

        segment.close();
        window.setMemory(0, window.capacity(), (byte) 1);

        assertThat(segment.isClosed()).isTrue();
        assertThat(window.getByte(window.capacity() - 1)).isEqualTo((byte) 1);
        assertThat(segment.holders().processes()).isEmpty();
    }

    @Test
    void shouldRefuseWindowsOutsideTheBody() {
        final Segment segment = Segment.create(domain.get(), Specs.unnamed());

        assertThatThrownBy(() -> segment.buffer(-1, 8)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> segment.buffer(0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> segment.buffer(Specs.BODY_LENGTH - 7, 8))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> segment.buffer(Long.MAX_VALUE, 8)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> segment.address(Specs.BODY_LENGTH)).isInstanceOf(IndexOutOfBoundsException.class);

        segment.close();
    }

    @Test
    void shouldLeaveNothingWhenInitializerThrows() throws Exception {
        final SegmentSpec failing =
                new SegmentSpec(ObjectKind.PIPE, "orders", 2 << 20, Map.of(), false, Set.of(), segment -> {
                    throw new IllegalStateException("on purpose");
                });

        assertThatThrownBy(() -> Segment.create(domain.get(), failing)).hasMessage("on purpose");

        assertThat(domain.leftovers()).isEmpty();
    }

    @Test
    void shouldCountHoldsOfProcessesAndChannels() {
        final Segment segment = Segment.create(domain.get(), Specs.unnamed());
        final Segment channel = Segment.create(domain.get(), Specs.unnamed());
        final TestDomain.OtherProcess other = domain.otherProcess("other");
        final int own = ProcessRegistry.of(domain.get()).own();

        segment.holders().hold(other.number());
        segment.holders().hold(other.number());
        segment.holders().release(other.number());
        segment.holders().holdInTransit(channel.objectId());

        assertThat(segment.holders().processes()).containsExactlyInAnyOrder(own, other.number());
        segment.holders().release(other.number());
        assertThat(segment.holders().processes()).containsExactly(own);
        segment.close();
        assertThat(state().object(segment.objectId())).exists();
        channel.close();
    }

    @Test
    void shouldSayWhoHoldsItWhenHolderTableIsFull() {
        final Segment segment = Segment.create(domain.get(), Specs.unnamed());
        final Segment[] channels = new Segment[SegmentHeaderDescriptor.HOLDER_COUNT - 1];
        for (int i = 0; i < channels.length; i++) {
            channels[i] = Segment.create(domain.get(), Specs.unnamed(1));
            segment.holders().holdInTransit(channels[i].objectId());
        }
        final TestDomain.OtherProcess other = domain.otherProcess("other");

        assertThatThrownBy(() -> segment.holders().hold(other.number()))
                .isInstanceOf(OutOfSpaceException.class)
                .hasMessageContaining("256 holders");
        channels[0].close();
        segment.holders().hold(other.number());

        assertThat(segment.holders().processes()).contains(other.number());
        segment.close();
        for (final Segment channel : channels) {
            channel.close();
        }
    }

    @Test
    void shouldClearWordsOfTheDeadWhenHolderTableIsFull() {
        final Segment segment = Segment.create(domain.get(), Specs.unnamed());
        final TestDomain.OtherProcess[] dead = new TestDomain.OtherProcess[3];
        for (int i = 0; i < dead.length; i++) {
            dead[i] = domain.otherProcess("dead");
            segment.holders().hold(dead[i].number());
            dead[i].kill();
        }

        final int mended = segment.holders().mend();

        assertThat(mended).isEqualTo(3);
        assertThat(segment.holders().processes())
                .containsExactly(ProcessRegistry.of(domain.get()).own());
        segment.close();
    }

    @Test
    void shouldKnowWhetherAllHoldersCanWake() {
        final Segment segment = Segment.create(domain.get(), Specs.unnamed());
        final TestDomain.OtherProcess other = domain.otherProcess("other");
        final boolean before = segment.holders().allCanWake();

        segment.holders().hold(other.number());
        final boolean withOther = segment.holders().allCanWake();
        final Segment attached = Segment.attach(other.domain(), segment.objectId(), segment.kind());
        final boolean withReadyOther = segment.holders().allCanWake();

        assertThat(before).isTrue();
        assertThat(withOther).isFalse();
        assertThat(withReadyOther).isTrue();
        attached.close();
        segment.close();
    }

    private DomainState state() {
        return DomainState.of(domain.get());
    }

    private void closeAndDelete(final Segment... segments) {
        for (final Segment segment : segments) {
            segment.close();
        }
        Segment.delete(domain.get(), segments[0].name().orElseThrow(), segments[0].kind());
    }

    @Test
    void shouldResumeWhenItIsParkedAndAChannelHoldsIt() {
        final long channel = 77;
        final Segment segment = Segment.create(domain.get(), Specs.unnamed());
        segment.buffer(64, 8).putLong(0, 7);
        segment.holders().holdInTransit(channel);

        final boolean parked = segment.park(channel);
        final int[] whileParked = segment.holders().processes();
        final Segment resumed = Objects.requireNonNull(Segment.resume(segment, channel));

        assertThat(parked).isTrue();
        assertThat(whileParked).isEmpty();
        assertThat(resumed.holders().processes()).hasSize(1);
        assertThat(resumed.objectId()).isEqualTo(segment.objectId());
        assertThat(resumed.buffer(64, 8).getLong(0)).isEqualTo(7);
        resumed.holders().releaseInTransit(channel);
        resumed.close();
    }

    @Test
    void shouldNotResumeWhatTheChannelDoesNotHoldAnyMore() {
        final long channel = 77;
        final Segment segment = Segment.create(domain.get(), Specs.unnamed());
        segment.holders().holdInTransit(channel);
        segment.park(channel);
        segment.holders().releaseInTransit(channel);

        final Segment resumed = Segment.resume(segment, channel);

        assertThat(resumed).isNull();
        assertThat(segment.holders().isVacant()).isTrue();
    }

    @Test
    void shouldGoWhenItIsToBeParkedAndNobodyElseHoldsIt() throws Exception {
        final Segment segment = Segment.create(domain.get(), Specs.unnamed());

        final boolean parked = segment.park(77);

        assertThat(parked).isFalse();
        assertThat(domain.leftovers()).isEmpty();
    }
}
