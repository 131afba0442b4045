package io.tandem.process;

import static io.tandem.process.QuickChildren.ended;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.function.RemoteRunnable;
import io.tandem.pool.ProcessPool;
import io.tandem.pool.TaskFailedException;
import io.tandem.testing.ChildJvm;
import io.tandem.testing.LeakWatcher;
import io.tandem.testing.TestDomain;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Static initializers that start children: a sentence, not a fork bomb. */
class StartGuardTest {
    @RegisterExtension
    @Order(0)
    final LeakWatcher leaks = new LeakWatcher();

    @RegisterExtension
    final TestDomain domain = new TestDomain();

    private List<String> linesOf(final Class<?> main) throws Exception {
        try (ChildJvm jvm =
                ChildJvm.start(List.of("-Dtandem.dir=" + domain.directory(), "-XX:TieredStopAtLevel=1"), main)) {
            assertThat(jvm.awaitExit()).isZero();
            return jvm.remainingLines();
        }
    }

    /** The lambda is of this class, so decoding it runs the initializer again. */
    static final class CapturingBomb {
        static final ChildProcess CHILD =
                ChildProcess.builder().standardError(StandardStream.empty()).start(() -> System.out.println("ran"));

        private CapturingBomb() {}

        public static void main(final String[] arguments) throws Exception {
            ended(CHILD);
            System.out.println(
                    "failure: " + CHILD.failure().orElseThrow().toString().replace('\n', ' '));
        }
    }

    @Test
    void shouldNameTheClassWhenItsInitializerStartsAChildBeforeTheTargetRuns() throws Exception {
        final List<String> lines = linesOf(CapturingBomb.class);

        assertThat(lines).hasSize(1);
        assertThat(lines.get(0))
                .startsWith("failure: ")
                .contains("The static initializer of class " + CapturingBomb.class.getName())
                .contains("before its target runs")
                .contains("ChildProcess.parent() is empty");
    }

    /** Decoding its task runs the initializer in a worker, whose own workers would do so again. */
    static final class PoolBomb {
        static final ProcessPool POOL = ProcessPool.create(1);

        private PoolBomb() {}

        public static void main(final String[] arguments) throws Exception {
            try (POOL) {
                System.out.println(POOL.map(List.of(1), item -> item + 1));
            } catch (final TaskFailedException e) {
                System.out.println("failure: " + messages(e));
            }
        }

        private static String messages(final Throwable failure) {
            return failure == null ? "" : failure.toString().replace('\n', ' ') + " " + messages(failure.getCause());
        }
    }

    @Test
    void shouldNameTheClassWhenItsInitializerMakesAPool() throws Exception {
        final List<String> lines = linesOf(PoolBomb.class);

        assertThat(lines).hasSize(1);
        assertThat(lines.get(0))
                .startsWith("failure: ")
                .contains("The static initializer of class " + PoolBomb.class.getName())
                .contains("ChildProcess.parent() is empty");
    }

    /** The target comes from elsewhere; running it needs this class, and so its initializer. */
    static final class LateBomb {
        static final ChildProcess CHILD = Elsewhere.start();

        private LateBomb() {}

        static void touch() {
            System.out.println("touched");
        }

        public static void main(final String[] arguments) throws Exception {
            ended(CHILD);
            final Throwable failure = CHILD.failure().orElseThrow();
            System.out.println("failure: " + failure + " " + failure.getCause());
        }
    }

    static final class Elsewhere {
        private Elsewhere() {}

        static ChildProcess start() {
            final RemoteRunnable target = () -> LateBomb.touch();
            return ChildProcess.builder().standardError(StandardStream.empty()).start(target);
        }
    }

    @Test
    void shouldNameTheClassWhenTheTargetRunsTheInitializerThatStartedIt() throws Exception {
        final List<String> lines = linesOf(LateBomb.class);

        assertThat(lines).hasSize(1);
        assertThat(lines.get(0))
                .startsWith("failure: java.lang.ExceptionInInitializerError")
                .contains("IllegalStateException: The static initializer of class " + LateBomb.class.getName());
    }

    /** The initializer waits for another thread that does it. */
    static final class ThreadedBomb {
        static final ChildProcess CHILD = inAnotherThread();

        private ThreadedBomb() {}

        static void touch() {
            System.out.println("initialized");
        }

        private static ChildProcess inAnotherThread() {
            final Starter starter = new Starter();
            final Thread thread = new Thread(starter);
            thread.start();
            try {
                thread.join();
            } catch (final InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return starter.result();
        }

        public static void main(final String[] arguments) throws Exception {
            ended(CHILD);
            System.out.println(
                    "failure: " + CHILD.failure().orElseThrow().toString().replace('\n', ' '));
        }
    }

    /** A class of its own: code of the class that is being initialized would wait for that. */
    static final class Starter implements Runnable {
        private ChildProcess child;
        private RuntimeException refusal;

        @Override
        public void run() {
            try {
                child = ChildProcess.builder()
                        .standardError(StandardStream.empty())
                        .start(new Target());
            } catch (final RuntimeException e) {
                refusal = e;
            }
        }

        ChildProcess result() {
            if (refusal != null) {
                throw refusal;
            }
            return child;
        }
    }

    /** Runs the initializer while it is decoded. */
    static final class Target implements RemoteRunnable {
        private static final long serialVersionUID = 1L;

        @Override
        public void execute() {
            System.out.println("ran");
        }

        private Object readResolve() {
            ThreadedBomb.touch();
            return this;
        }
    }

    @Test
    void shouldNameTheClassWhenItsInitializerWaitsForAThreadThatStartsAChild() throws Exception {
        final List<String> lines = linesOf(ThreadedBomb.class);

        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).contains("The static initializer of class " + ThreadedBomb.class.getName());
    }

    /** Harmless: starts its child only in the first process. */
    static final class Guarded {
        static final ChildProcess CHILD = ChildProcess.parent().isPresent()
                ? null
                : ChildProcess.builder().standardOutput(StandardStream.relay()).start(() -> System.out.println("ran"));

        private Guarded() {}

        public static void main(final String[] arguments) throws Exception {
            ended(CHILD);
            System.out.println("failure: " + CHILD.failure());
        }
    }

    @Test
    void shouldStartFromAnInitializerWhenItDoesSoInTheFirstProcessOnly() throws Exception {
        assertThat(linesOf(Guarded.class)).containsExactly("ran", "failure: Optional.empty");
    }
}
