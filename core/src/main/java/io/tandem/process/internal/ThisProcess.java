package io.tandem.process.internal;

import io.tandem.process.RunningProcess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who this process is: the first one, or somebody's child. */
public final class ThisProcess {
    private static final String FIRST_NAME = "main";

    private static volatile @Nullable Identity child;

    private ThisProcess() {}

    private record Identity(ChildDescription description, ParentWatch watch) {}

    /** Called once, in a child, before any code of the user. */
    static void become(final ChildDescription description, final ParentWatch watch) {
        child = new Identity(description, watch);
    }

    /** {@return this process} */
    public static RunningProcess current() {
        return Current.INSTANCE;
    }

    /** {@return the process that started this one through Tandem} */
    public static Optional<RunningProcess> parent() {
        final Identity identity = child;
        return identity == null ? Optional.empty() : Optional.of(new Parent(identity));
    }

    static String name() {
        final Identity identity = child;
        return identity == null ? FIRST_NAME : identity.description.name();
    }

    /** The lineage of this process's n-th child. */
    static String lineageOfChild(final int n) {
        final Identity identity = child;
        return identity == null ? String.valueOf(n) : identity.description.lineage() + ":" + n;
    }

    static String defaultName(final String lineage) {
        return FIRST_NAME + "-" + lineage;
    }

    static List<String> initializers() {
        final Identity identity = child;
        return identity == null ? List.of() : identity.description.initializers();
    }

    private static final class Current implements RunningProcess {
        static final Current INSTANCE = new Current();

        @Override
        public String name() {
            return ThisProcess.name();
        }

        @Override
        public long pid() {
            return ProcessHandle.current().pid();
        }

        @Override
        public boolean isAlive() {
            return true;
        }

        @Override
        public boolean join(final Duration timeout) {
            throw new IllegalStateException("Process " + name()
                    + " can't wait for its own end. Join a child, or the parent (ChildProcess.parent()).");
        }

        @Override
        public String toString() {
            return "RunningProcess[" + name() + ", pid " + pid() + ", this process]";
        }
    }

    private record Parent(Identity identity) implements RunningProcess {
        @Override
        public String name() {
            return identity.description.parentName();
        }

        @Override
        public long pid() {
            return identity.description.parentPid();
        }

        @Override
        public boolean isAlive() {
            return !identity.watch.hasEnded();
        }

        @Override
        public boolean join(final Duration timeout) throws InterruptedException {
            return identity.watch.await(timeout);
        }

        @Override
        public String toString() {
            return "RunningProcess[" + name() + ", pid " + pid() + (isAlive() ? ", running]" : ", ended]");
        }
    }
}
