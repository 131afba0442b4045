package io.tandem.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.codec.RemoteFailureException;
import io.tandem.process.ChildProcess;
import io.tandem.segment.NotTransferableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Objects of the user's own in a manager's server. */
@Timeout(120)
class ManagerServiceTest {
    @RegisterExtension
    static final TestManagers managers = TestManagers.ofClass();

    private static final AtomicReference<Manager> SHARED = new AtomicReference<>();

    private static Manager manager() {
        return SHARED.updateAndGet(known -> known == null ? managers.manager() : known);
    }

    /** Package-private, as users' are. */
    interface Counter {
        int add(int more);

        long pid();

        default String describe() {
            return "counted " + add(0);
        }

        default String describe(final String unit) {
            return describe() + ' ' + unit;
        }

        String join(String separator, Object... parts);

        <T> List<T> twice(T value);

        void fail(String how) throws IOException;

        void rest(long millis) throws InterruptedException;

        Object itself();
    }

    static final class CounterInServer implements Counter {
        private final AtomicInteger count = new AtomicInteger();
        private final CountDownLatch never = new CountDownLatch(1);

        @Override
        public int add(final int more) {
            return count.addAndGet(more);
        }

        @Override
        public long pid() {
            return ProcessHandle.current().pid();
        }

        @Override
        public String join(final String separator, final Object... parts) {
            return String.join(
                    separator,
                    java.util.Arrays.stream(parts).map(String::valueOf).toList());
        }

        @Override
        public <T> List<T> twice(final T value) {
            return new ArrayList<>(List.of(value, value));
        }

        @Override
        public void fail(final String how) throws IOException {
            switch (how) {
                case "checked" -> throw new IOException("no disk");
                case "unchecked" -> throw new IllegalArgumentException("no sense");
                case "error" -> throw new AssertionError("no way");
                default -> throw new Stubborn();
            }
        }

        @Override
        public void rest(final long millis) throws InterruptedException {
            if (never.await(millis, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("nobody counts it down");
            }
        }

        @Override
        public Object itself() {
            return this;
        }

        @Override
        public String toString() {
            return "a counter at " + count;
        }
    }

    /** Can't travel. */
    static final class Stubborn extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // the point of it
        private final Object held = new Thread();

        Stubborn() {
            super("can't go");
        }
    }

    private static Counter counter() {
        return manager().create(Counter.class, CounterInServer::new);
    }

    @Test
    void shouldRunInTheServerWhenAMethodIsCalled() {
        final Counter counter = counter();

        final int first = counter.add(2);
        final int second = counter.add(3);

        assertThat(first).isEqualTo(2);
        assertThat(second).isEqualTo(5);
        assertThat(counter.pid())
                .isEqualTo(manager().pid())
                .isNotEqualTo(ProcessHandle.current().pid());
        assertThat(counter).hasToString("a counter at 5");
    }

    @Test
    void shouldFindTheMethodWhenItIsDefaultOrOverloadedOrGenericOrTakesSeveral() {
        final Counter counter = counter();

        counter.add(4);

        assertThat(counter.describe()).isEqualTo("counted 4");
        assertThat(counter.describe("apples")).isEqualTo("counted 4 apples");
        assertThat(counter.join("-")).isEmpty();
        assertThat(counter.join("-", 1, null, "x")).isEqualTo("1-null-x");
        assertThat(counter.twice(7L)).containsExactly(7L, 7L);
        assertThatThrownBy(() -> counter.twice(7L).add(1L)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void shouldThrowTheSameWhenAMethodThrows() {
        final Counter counter = counter();

        assertThatThrownBy(() -> counter.fail("checked"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("no disk")
                .hasStackTraceContaining(CounterInServer.class.getName() + ".fail")
                .hasStackTraceContaining(ManagerServiceTest.class.getName() + ".shouldThrowTheSame");
        assertThatThrownBy(() -> counter.fail("unchecked")).isExactlyInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> counter.fail("error")).isExactlyInstanceOf(AssertionError.class);
    }

    @Test
    void shouldTellWhatItWasWhenAnExceptionCanNotTravel() {
        final Counter counter = counter();

        assertThatThrownBy(() -> counter.fail("stubborn"))
                .isInstanceOfSatisfying(
                        RemoteFailureException.class,
                        failure -> assertThat(failure.remoteClassName()).isEqualTo(Stubborn.class.getName()))
                .hasMessageContaining("can't go")
                .hasStackTraceContaining("held");
    }

    @Test
    void shouldRefuseAndGoOnWhenAnArgumentOrAResultCanNotTravel() {
        final Counter counter = counter();

        assertThatThrownBy(() -> counter.join("-", new Thread())).isInstanceOf(NotTransferableException.class);
        assertThatThrownBy(counter::itself)
                .isInstanceOf(NotTransferableException.class)
                .hasMessageContaining(CounterInServer.class.getSimpleName());

        assertThat(counter.add(1)).isEqualTo(1);
    }

    @Test
    void shouldBeEqualWhenTheSameObjectIsSeenTwice() throws Exception {
        final Counter one = manager().create("one", Counter.class, CounterInServer::new);

        final Counter again = manager().create("one", Counter.class, CounterInServer::new);
        again.add(3);

        assertThat(again).isEqualTo(one).hasSameHashCodeAs(one).isNotEqualTo(counter());
        assertThat(one.add(0)).isEqualTo(3);
        assertThatThrownBy(() -> manager().create("one", Runnable.class, () -> () -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"one\"");
        assertThatThrownBy(() -> manager().createGuarded("one", Counter.class, CounterInServer::new))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("create(...)");
        assertThat(manager().remove("one")).isTrue();
        assertThat(manager().remove("one")).isFalse();
        assertThat(one.add(0)).isEqualTo(3);
    }

    @Test
    void shouldGoOnWhenACallBlocks() throws Exception {
        final Counter counter = counter();
        final FutureTask<Void> slow = new FutureTask<>(() -> {
            counter.rest(Long.MAX_VALUE);
            return null;
        });
        final Thread caller = new Thread(slow);
        caller.start();
        TestManagers.await(() -> manager().stats().running() > 1);

        for (int i = 0; i < 1000; i++) {
            counter.add(1);
        }
        caller.interrupt();
        caller.join();

        assertThat(counter.add(0)).isEqualTo(1000);
        assertThatThrownBy(slow::get).hasCauseInstanceOf(InterruptedException.class);
        TestManagers.await(() -> manager().stats().running() == 1);
    }

    @Test
    void shouldFinishACallWhenItsThreadIsInterruptedAndTheMethodDoesNotSaySo() {
        final Counter counter = counter();
        Thread.currentThread().interrupt();

        final int sum = counter.add(1);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(sum).isEqualTo(1);
    }

    @Test
    void shouldWorkInAnotherProcessWhenAProxyTravels() throws Exception {
        final Counter counter = counter();

        try (ChildProcess child = managers.client().start(() -> counter.add(5))) {
            child.join();

            assertThat(child.exitCode()).isZero();
        }

        assertThat(counter.add(1)).isEqualTo(6);
    }

    @Test
    void shouldRefuseWhenATypeIsNoInterface() {
        final Manager manager = manager();

        assertThatThrownBy(() -> manager.create(CounterInServer.class, CounterInServer::new))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("interface");
    }
}
