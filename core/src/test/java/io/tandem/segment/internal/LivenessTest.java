package io.tandem.segment.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.os.CpuSet;
import io.tandem.os.NativeLibrary;
import io.tandem.os.OperatingSystem;
import io.tandem.os.SpawnRequest;
import io.tandem.os.SpawnedProcess;
import io.tandem.segment.Domain;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LivenessTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

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

    @Test
    void shouldBeAliveForAsLongAsItsLockIsHeld() {
        final TestDomain.OtherProcess other = domain.otherProcess("other");
        final boolean before = registry.isAlive(other.number());

        other.kill();

        assertThat(before).isTrue();
        assertThat(registry.isAlive(other.number())).isFalse();
        assertThat(registry.describe(other.number())).contains("\"other\"");
    }

    @Test
    void shouldNeverGiveANumberTwice() {
        final TestDomain.OtherProcess first = domain.otherProcess("first");
        first.kill();
        domain.get().sweep();

        final TestDomain.OtherProcess second = domain.otherProcess("second");

        assertThat(second.number()).isGreaterThan(first.number()).isNotEqualTo(registry.own());
        assertThat(registry.isAlive(first.number())).isFalse();
    }

    @Test
    void shouldTakeNumbersThatNobodyGotForDead() {
        assertThat(registry.isAlive(0)).isFalse();
        assertThat(registry.isAlive(-1)).isFalse();
        assertThat(registry.isAlive(Layouts.MAX_ID)).isFalse();
    }

    @Test
    void shouldNotBeFooledWhenPidIsReused() throws Exception {
        final ProcessIdentity self = ProcessIdentity.own();
        final int reused = forge(
                new ProcessIdentity(self.namespace(), self.boot(), self.pid(), self.startTime() - 100, self.token()));

        assertThat(registry.isAlive(reused)).isFalse();
    }

    @Test
    void shouldBelievePidAndStartTimeWhenLocksWereDropped() throws Exception {
        final int unlocked = forge(ProcessIdentity.own());

        assertThat(registry.isAlive(unlocked)).isTrue();
        Files.delete(domain.directory().resolve("processes/" + unlocked));
    }

    @Test
    void shouldBeDeadWhenUnlockedAndFromAnotherBootOrNamespace() throws Exception {
        final ProcessIdentity self = ProcessIdentity.own();
        final int otherBoot =
                forge(new ProcessIdentity(self.namespace(), new UUID(1, 2), self.pid(), self.startTime(), 0));
        final int otherNamespace =
                forge(new ProcessIdentity(self.namespace() + 1, self.boot(), self.pid(), self.startTime(), 0));

        assertThat(registry.isAlive(otherBoot)).isFalse();
        assertThat(registry.isAlive(otherNamespace)).isFalse();
    }

    @Test
    void shouldBeDeadWhenItsProcessIsAZombie() throws Exception {
        final OperatingSystem system = OperatingSystem.current();
        final SpawnedProcess process = system.spawn(
                new SpawnRequest(List.of("/bin/true"), Map.of(), null, Map.of(0, 0, 1, 1, 2, 2), false, (CpuSet) null));
        try {
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> Files.readString(Path.of("/proc/" + process.pid() + "/stat"))
                            .contains(") Z "));
            final ProcessIdentity self = ProcessIdentity.own();
            final int zombie = forge(new ProcessIdentity(
                    self.namespace(), self.boot(), process.pid(), ProcessIdentity.startTimeOf(process.pid()), 0));

            assertThat(registry.isAlive(zombie)).isFalse();
        } finally {
            assertThat(system.exitStatus(process.descriptor())).isNotNull();
            system.closeDescriptor(process.descriptor());
        }
    }

    @Test
    void shouldNotTakeAStoppedProcessForDead() throws Exception {
        try (ChildJvm child = ChildJvm.start(SegmentChild.class, "obey", domain.directory())) {
            final int number = number(child.await("own "));

            child.signal("STOP");
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> Files.readString(Path.of("/proc/" + child.pid() + "/stat"))
                            .contains(") T "));
            final boolean stopped = registry.isAlive(number);
            domain.get().sweep();
            final boolean afterSweep = registry.isAlive(number);
            child.kill();

            assertThat(stopped).isTrue();
            assertThat(afterSweep).isTrue();
            assertThat(registry.isAlive(number)).isFalse();
        }
    }

    @Test
    void shouldStayLockedWhenItOpensAndClosesFilesAndLoadsTheLibrary() throws Exception {
        try (ChildJvm child = ChildJvm.start(SegmentChild.class, "obey", domain.directory())) {
            final Path file = domain.directory().resolve("processes/" + number(child.await("own ")));
            final boolean atFirst = Liveness.isLockedByQuery(file);
            final boolean atFirstByTrial = Liveness.isLockedByTrial(file);

            child.println("open-other-files");
            child.await("opened");
            final boolean afterOthers = Liveness.isLockedByQuery(file);
            child.println("load-library");
            child.await("loaded");
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> OperatingSystemLocks.isLocked(file, ProcessFileDescriptor.DESCRIPTOR_LOCK));
            child.println("read-own-file");
            child.await("read");

            assertThat(atFirst).isTrue();
            assertThat(atFirstByTrial).isTrue();
            assertThat(afterOthers).isTrue();
            assertThat(OperatingSystemLocks.isLocked(file, ProcessFileDescriptor.JDK_LOCK))
                    .as("the JDK's lock, which reading the file drops")
                    .isFalse();
            assertThat(Liveness.isLockedByQuery(file)).isTrue();
            assertThat(Liveness.isLockedByTrial(file)).isTrue();
        }
    }

    @Test
    void shouldBeAliveWhenItReadItsOwnFileBeforeTheLibraryWasThere() throws Exception {
        try (ChildJvm child = ChildJvm.start(SegmentChild.class, "obey", domain.directory())) {
            final int number = number(child.await("own "));

            child.println("read-own-file");
            child.await("read");

            assertThat(Liveness.isLocked(domain.directory().resolve("processes/" + number)))
                    .as("whether reading it dropped the lock")
                    .isFalse();
            assertThat(registry.isAlive(number)).isTrue();
        }
    }

    @Test
    void shouldFindTheSameNumberWhenASecondClassLoaderUsesTheLibrary() throws Exception {
        try (ChildJvm child = ChildJvm.start(SegmentChild.class, "obey", domain.directory())) {
            final int number = number(child.await("own "));

            child.println("second-loader");
            final int second = number(child.await("second "));

            assertThat(second).isEqualTo(number);
            assertThat(OperatingSystemLocks.isLocked(
                            domain.directory().resolve("processes/" + number), ProcessFileDescriptor.JDK_LOCK))
                    .as("the first copy's lock")
                    .isTrue();
        }
    }

    @Test
    void shouldSeeEachOtherWhenNeitherHasLoadedTheLibrary() throws Exception {
        try (ChildJvm first = ChildJvm.start(SegmentChild.class, "obey", domain.directory());
                ChildJvm second = ChildJvm.start(SegmentChild.class, "obey", domain.directory())) {
            final int firstNumber = number(first.await("own "));
            final int secondNumber = number(second.await("own "));

            second.println("alive " + firstNumber);
            final String whileAlive = second.await("alive ");
            first.println("alive " + secondNumber);
            final String other = first.await("alive ");
            final boolean stillLocked =
                    Liveness.isLockedByQuery(domain.directory().resolve("processes/" + firstNumber));
            first.kill();
            second.println("alive " + firstNumber);

            assertThat(whileAlive).endsWith("true");
            assertThat(other).endsWith("true");
            assertThat(stillLocked).isTrue();
            assertThat(second.await("alive ")).endsWith("false");
        }
    }

    @Test
    void shouldRecordChildWhenItWasSpawned() throws Exception {
        try (ProcessRegistry.ChildNumber child = registry.reserve("Worker 1");
                ChildJvm process = ChildJvm.start(SegmentChild.class, "obey", domain.directory())) {
            child.spawned((int) process.pid());

            assertThat(registry.describe(child.number())).contains("pid " + process.pid(), "\"Worker 1\"");
            assertThat(registry.isAlive(child.number())).isTrue();
            process.kill();
            OperatingSystem.current()
                    .closeDescriptor(OperatingSystem.current()
                            .openDescriptor(domain.directory().resolve("processes/" + child.number())));
            assertThat(registry.isAlive(child.number()))
                    .as("while somebody has the lock's descriptor")
                    .isTrue();
        }
    }

    @Test
    void shouldRunActionsWhenADeathIsTold() {
        final TestDomain.OtherProcess other = domain.otherProcess("other");
        final AtomicInteger told = new AtomicInteger();
        ProcessRegistry.onDeath(told::incrementAndGet);

        other.killSeen();

        assertThat(told).hasValue(1);
        assertThat(registry.isAlive(other.number())).isFalse();
        assertThat(domain.directory().resolve("processes/" + other.number())).doesNotExist();
        assertThatThrownBy(() -> registry.died(registry.own())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldKeepRunningSweepsFromSeeingAProcessThatStarts() throws Exception {
        final Thread sweeper = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                domain.get().sweep();
            }
        });
        sweeper.start();
        try {
            for (int i = 0; i < 200; i++) {
                try (ProcessRegistry.ChildNumber child = registry.reserve("child " + i)) {
                    assertThat(registry.isAlive(child.number())).isTrue();
                    assertThat(domain.directory().resolve("processes/" + child.number()))
                            .exists();
                }
            }
        } finally {
            sweeper.interrupt();
            sweeper.join();
        }
    }

    /** A process file without a lock. */
    private int forge(final ProcessIdentity identity) throws Exception {
        return forge(domain.get(), identity);
    }

    /** The same in any domain. */
    static int forge(final Domain domain, final ProcessIdentity identity) throws Exception {
        final DomainState state = DomainState.of(domain);
        final int number = state.nextProcessNumber();
        try (Opened opened = Opened.created(state.process(number), 0600)) {
            ProcessFile.fill(opened, new ProcessRecord(number, identity, "forged"));
        }
        return number;
    }

    static int number(final String line) {
        return Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
    }

    /** What the kernel says of one byte. */
    private static final class OperatingSystemLocks {
        static boolean isLocked(final Path file, final long position) {
            final OperatingSystem system = OperatingSystem.current();
            final int descriptor = system.openDescriptor(file);
            try {
                return system.isDescriptorLocked(descriptor, file, position, 1);
            } finally {
                system.closeDescriptor(descriptor);
            }
        }
    }
}
