package io.tandem.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExitTest {
    private final OperatingSystem system = OperatingSystem.current();

    @BeforeEach
    void loadNativeLibrary() {
        NativeLibrary.require();
    }

    @Test
    void shouldTellEveryExitCodeExactlyWhenManyChildrenEndAtOnce() throws InterruptedException {
        final Map<Integer, SpawnedProcess> children = new HashMap<>();
        final CountDownLatch ended = new CountDownLatch(256);
        for (int code = 0; code < 256; code++) {
            final SpawnedProcess child = Program.shell("exit " + code).start();
            children.put(code, child);
            system.onExit(child.descriptor(), ended::countDown);
        }

        final boolean all = ended.await(60, TimeUnit.SECONDS);

        assertThat(all).isTrue();
        children.forEach((code, child) -> {
            assertThat(system.exitStatus(child.descriptor())).isEqualTo(new ExitStatus(code, 0));
            system.closeDescriptor(child.descriptor());
        });
    }

    @Test
    void shouldTellEverySignalExactlyWhenChildrenAreKilledAtOnce() {
        final int[] signals = {
            Signals.HUP,
            Signals.INT,
            Signals.QUIT,
            4,
            5,
            6,
            7,
            8,
            Signals.KILL,
            10,
            11,
            12,
            13,
            14,
            Signals.TERM,
            34,
            64
        };
        final List<SpawnedProcess> children = new ArrayList<>();
        for (int i = 0; i < signals.length; i++) {
            // No core files from the signals that make them.
            children.add(Program.shell("ulimit -c 0; exec sleep 60").start());
        }
        children.forEach(child -> await().atMost(Program.PATIENCE).until(() -> isSleep(child.pid())));

        for (int i = 0; i < signals.length; i++) {
            assertThat(system.signal(children.get(i).descriptor(), signals[i])).isTrue();
        }

        for (int i = 0; i < signals.length; i++) {
            assertThat(Program.exit(children.get(i))).isEqualTo(new ExitStatus(0, signals[i]));
        }
    }

    private boolean isSleep(final int pid) {
        return "sleep\n".equals(system.readText(java.nio.file.Path.of("/proc/" + pid + "/comm")));
    }

    @Test
    void shouldTellNothingWhenTheProcessRunsOrIsStopped() {
        final SpawnedProcess process = Program.of("/bin/sleep", "60").start();
        final AtomicInteger told = new AtomicInteger();
        system.onExit(process.descriptor(), told::incrementAndGet);

        final ExitStatus running = system.exitStatus(process.descriptor());
        system.signal(process.descriptor(), Signals.STOP);
        Program.awaitState(process.pid(), 'T');
        final ExitStatus stopped = system.exitStatus(process.descriptor());
        final int toldBefore = told.get();
        Program.kill(process);

        assertThat(running).isNull();
        assertThat(stopped).isNull();
        assertThat(toldBefore).isZero();
        await().atMost(Program.PATIENCE).until(() -> told.get() == 1);
    }

    @Test
    void shouldTellEverybodyWhenSeveralWatchOneProcess() throws InterruptedException {
        final SpawnedProcess process = Program.of("/bin/sleep", "60").start();
        final CountDownLatch told = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            system.onExit(process.descriptor(), told::countDown);
        }

        Program.kill(process);

        assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void shouldTellAtOnceWhenTheProcessEndedBefore() {
        final SpawnedProcess process = Program.of("/bin/true").start();
        Program.awaitState(process.pid(), 'Z');

        final ExitStatus status = Program.exit(process);

        assertThat(status).isEqualTo(new ExitStatus(0, 0));
    }

    @Test
    void shouldStillTellWhenTheOwnerClosedItsDescriptorAndTheNumberIsUsedAgain() throws InterruptedException {
        final SpawnedProcess first = Program.of("/bin/sleep", "60").start();
        final CountDownLatch firstTold = new CountDownLatch(1);
        system.onExit(first.descriptor(), firstTold::countDown);
        system.closeDescriptor(first.descriptor());
        final int again = system.openProcess(first.pid());
        final SpawnedProcess second = Program.of("/bin/sleep", "60").start();
        final AtomicInteger secondTold = new AtomicInteger();
        system.onExit(second.descriptor(), secondTold::incrementAndGet);

        final ExitStatus status = Program.kill(new SpawnedProcess(first.pid(), again));
        final boolean told = firstTold.await(30, TimeUnit.SECONDS);
        final int secondToldBefore = secondTold.get();
        Program.kill(second);

        assertThat(status).isEqualTo(new ExitStatus(0, Signals.KILL));
        assertThat(told).isTrue();
        assertThat(secondToldBefore).isZero();
    }

    @Test
    void shouldGoOnWatchingWhenAnActionThrows() {
        final SpawnedProcess process = Program.of("/bin/true").start();
        system.onExit(process.descriptor(), () -> {
            throw new WithoutTrace();
        });
        Program.exit(process);

        final ExitStatus next = Program.exit(Program.shell("exit 5").start());

        assertThat(next).isEqualTo(new ExitStatus(5, 0));
    }

    /** It is logged, as it should be; one line of that will do. */
    private static final class WithoutTrace extends Error {
        private static final long serialVersionUID = 1L;

        WithoutTrace() {
            super("thrown by the test on purpose", null, false, false);
        }
    }

    @Test
    void shouldStealNoExitWhenTheJdkHasChildrenToo() throws Exception {
        final List<Process> theirs = new ArrayList<>();
        final List<SpawnedProcess> ours = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            theirs.add(new ProcessBuilder("/bin/sh", "-c", "exit " + (100 + i)).start());
            ours.add(Program.shell("exit " + i).start());
        }

        for (int i = 0; i < 20; i++) {
            assertThat(Program.exit(ours.get(i))).isEqualTo(new ExitStatus(i, 0));
            assertThat(theirs.get(i).waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(theirs.get(i).exitValue()).isEqualTo(100 + i);
        }
    }

    @Test
    void shouldWatchAnyProcessWhenItIsNoChildOfOurs() throws Exception {
        final Process theirs = new ProcessBuilder("/bin/sleep", "60").start();
        final int descriptor = system.openProcess((int) theirs.pid());
        final CountDownLatch told = new CountDownLatch(1);
        system.onExit(descriptor, told::countDown);

        final boolean signalled = system.signal(descriptor, Signals.TERM);

        assertThat(signalled).isTrue();
        assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(theirs.waitFor()).isEqualTo(128 + Signals.TERM);
        system.closeDescriptor(descriptor);
    }

    @Test
    void shouldKeepThePidTakenUntilTheExitIsCollected() {
        final SpawnedProcess process = Program.of("/bin/true").start();
        Program.awaitState(process.pid(), 'Z');

        final boolean signalledAsZombie = system.signal(process.descriptor(), Signals.TERM);
        final ExitStatus status = system.exitStatus(process.descriptor());
        final boolean signalledWhenGone = system.signal(process.descriptor(), Signals.TERM);

        assertThat(signalledAsZombie).isTrue();
        assertThat(status).isEqualTo(new ExitStatus(0, 0));
        assertThat(signalledWhenGone).isFalse();
        assertThat(system.openProcess(process.pid())).isEqualTo(-1);
        assertThatThrownBy(() -> system.exitStatus(process.descriptor()))
                .isInstanceOf(OperatingSystemException.class)
                .hasMessageContaining("waitid(P_PIDFD): ECHILD")
                .hasMessageContaining("collected already");
        system.closeDescriptor(process.descriptor());
    }

    @Test
    void shouldFindNoProcessWhenTheIdBelongsToNone() {
        assertThat(system.openProcess(0)).isEqualTo(-1);
        assertThat(system.openProcess(-7)).isEqualTo(-1);
        assertThat(system.openProcess(0x3fffffff)).isEqualTo(-1);
    }

    @Test
    void shouldSayWhatIsWrongWhenADescriptorIsNoProcess() {
        assertThatThrownBy(() -> system.onExit(987_654, () -> {}))
                .isInstanceOf(OperatingSystemException.class)
                .hasMessageContaining("EBADF");
        assertThatThrownBy(() -> system.signal(987_654, Signals.TERM))
                .isInstanceOf(OperatingSystemException.class)
                .hasMessageContaining("pidfd_send_signal(15): EBADF");
    }
}
