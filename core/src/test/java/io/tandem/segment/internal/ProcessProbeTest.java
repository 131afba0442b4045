package io.tandem.segment.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.os.NativeLibrary;
import io.tandem.segment.Domain;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.RecordingSystem;
import io.tandem.testing.TestDomain;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@SuppressWarnings("try") // closed before
class ProcessProbeTest {
    private static final int WARM_UP = 20_000;
    private static final int LOOKS = 20_000;
    /** What measuring itself, or a compilation, may take: far less than one byte a look. */
    private static final long ALLOWANCE = 8_000;

    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    @Order(1)
    final TestDomain domain = new TestDomain();

    private ProcessRegistry registry;

    @BeforeEach
    void register() {
        NativeLibrary.require();
        registry = ProcessRegistry.of(domain.get());
        registry.own();
    }

    private static long allocated() throws JMException {
        return (Long) ManagementFactory.getPlatformMBeanServer()
                .getAttribute(new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME), "CurrentThreadAllocatedBytes");
    }

    private static boolean isAliveEachTime(final ProcessProbe probe, final int number, final int looks) {
        boolean alive = true;
        for (int i = 0; i < looks; i++) {
            alive &= probe.isAlive(number);
        }
        return alive;
    }

    @Test
    void shouldAllocateNothingWhenTheSameProcessIsAskedAboutAgain() throws JMException {
        final TestDomain.OtherProcess other = domain.otherProcess("other");
        try (ProcessProbe probe = new ProcessProbe(registry)) {
            final boolean warm = isAliveEachTime(probe, other.number(), WARM_UP);

            final long before = allocated();
            final boolean alive = isAliveEachTime(probe, other.number(), LOOKS);
            final long bytes = allocated() - before;

            assertThat(warm && alive).isTrue();
            assertThat(bytes).isLessThan(ALLOWANCE);
        }
    }

    @Test
    void shouldOpenTheFileOnceWhenTheSameProcessIsAskedAboutAgain() {
        final TestDomain.OtherProcess other = domain.otherProcess("other");
        try (ProcessProbe probe = new ProcessProbe(registry)) {
            probe.isAlive(other.number());
            try (RecordingSystem system = RecordingSystem.install()) {
                final boolean alive = isAliveEachTime(probe, other.number(), 10);

                assertThat(alive).isTrue();
                assertThat(system.calls("isDescriptorLocked")).isEqualTo(10);
                assertThat(system.calls("openDescriptor")).isZero();
                assertThat(system.calls("status")).isZero();
            }
        }
    }

    @Test
    void shouldSeeTheDeathWhenARealProcessIsKilled() throws Exception {
        try (ChildJvm child = ChildJvm.start(SegmentChild.class, "obey", domain.directory());
                ProcessProbe probe = new ProcessProbe(registry)) {
            final int number = LivenessTest.number(child.await("own "));

            final boolean before = isAliveEachTime(probe, number, 3);
            child.kill();

            assertThat(before).isTrue();
            assertThat(probe.isAlive(number)).isFalse();
            assertThat(registry.isKnownDead(number)).isTrue();
        }
    }

    @Test
    void shouldGoOnAskingInFullWhenNoLockIsHeldAndThePidRuns() throws Exception {
        final int number = LivenessTest.forge(domain.get(), ProcessIdentity.own());
        try (ProcessProbe probe = new ProcessProbe(registry)) {
            final boolean alive = isAliveEachTime(probe, number, 3);

            assertThat(alive).isTrue();
        } finally {
            Files.delete(domain.directory().resolve("processes/" + number)); // it would live as long as this JVM
        }
    }

    @Test
    void shouldFollowWhenAnotherProcessIsAskedAbout() {
        final TestDomain.OtherProcess first = domain.otherProcess("first");
        final TestDomain.OtherProcess second = domain.otherProcess("second");
        try (ProcessProbe probe = new ProcessProbe(registry);
                RecordingSystem system = RecordingSystem.install()) {
            probe.isAlive(first.number());
            probe.isAlive(first.number());
            first.kill();

            assertThat(probe.isAlive(second.number())).isTrue();
            assertThat(probe.isAlive(second.number())).isTrue();
            assertThat(probe.isAlive(first.number())).isFalse();
            assertThat(probe.isAlive(second.number())).isTrue();
            probe.close();
            assertThat(system.calls("closeDescriptor"))
                    .as("one more is the dead process's own")
                    .isEqualTo(system.calls("openDescriptor") + 1);
        }
    }

    @Test
    void shouldBelieveTheParentWhenItSawTheDeathThoughALockIsLeaked() {
        final TestDomain.OtherProcess other = domain.otherProcess("other");
        try (ProcessProbe probe = new ProcessProbe(registry)) {
            final boolean before = isAliveEachTime(probe, other.number(), 2);

            registry.died(other.number());

            assertThat(before).isTrue();
            assertThat(probe.isAlive(other.number())).isFalse();
        }
    }

    @Test
    void shouldAskInFullWhenTheFileCannotBeKeptOpen() {
        final TestDomain.OtherProcess other = domain.otherProcess("other");
        try (ProcessProbe probe = new ProcessProbe(registry)) {
            probe.isAlive(other.number());
            probe.close();
            try (RecordingSystem system = RecordingSystem.install()) {
                final boolean alive = probe.isAlive(other.number());

                assertThat(alive).isTrue();
                assertThat(system.calls("openDescriptor")).isEqualTo(1);
                assertThat(system.calls("closeDescriptor")).isEqualTo(1);
            }
            other.kill();

            assertThat(probe.isAlive(other.number())).isFalse();
        }
    }

    @Test
    void shouldNeverOpenTheFileOfThisProcess() {
        final Domain otherSelf = domain.otherProcess("impersonated").domain();
        final ProcessRegistry itsRegistry = ProcessRegistry.of(otherSelf);
        try (ProcessProbe own = new ProcessProbe(registry);
                ProcessProbe fromCopy = new ProcessProbe(itsRegistry);
                RecordingSystem system = RecordingSystem.install()) {
            final boolean alive = isAliveEachTime(own, registry.own(), 2)
                    && isAliveEachTime(fromCopy, registry.own(), 2)
                    && isAliveEachTime(fromCopy, itsRegistry.own(), 2);

            assertThat(alive).isTrue();
            assertThat(system.calls("openDescriptor")).isZero();
        }
    }
}
