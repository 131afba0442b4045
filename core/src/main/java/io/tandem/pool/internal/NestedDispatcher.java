package io.tandem.pool.internal;

import io.tandem.segment.Domain;
import io.tandem.wait.Waitable;
import io.tandem.wait.internal.EventSource;
import io.tandem.wait.internal.EventSources;
import io.tandem.wait.internal.EventWord;
import io.tandem.wait.internal.LocalEvent;
import io.tandem.wait.internal.Waiting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The way from a worker to its pool, for what its tasks submit. The thread that runs tasks, while one of them waits for such
 * tasks, runs those that no other worker has begun: so a task that waits takes no worker away from what it waits for.
 */
final class NestedDispatcher implements Dispatcher {
    private static final int AHEAD_PER_WORKER = 8;

    private final WorkerSetup setup;
    private final WorkerAnswers answers;
    private final WorkerMain worker;
    private final Domain domain;
    private final Functions functions;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
    /** Functions that the pool knows, each told of before the first task that needs it. Guarded by itself. */
    private final Set<Long> defined = new HashSet<>();

    private final LocalEvent news = new LocalEvent();

    /** A task whose outcome isn't known in full. Its items are counted by the thread that reads answers. */
    private static final class Pending {
        final Task task;
        int left;

        Pending(final Task task) {
            this.task = task;
            left = task.end - task.first;
        }
    }

    NestedDispatcher(
            final WorkerSetup setup, final WorkerAnswers answers, final WorkerMain worker, final Domain domain) {
        this.setup = setup;
        this.answers = answers;
        this.worker = worker;
        this.domain = domain;
        functions = new Functions(domain);
    }

    @Override
    public String name() {
        return setup.name();
    }

    @Override
    public Domain domain() {
        return domain;
    }

    @Override
    public Functions functions() {
        return functions;
    }

    @Override
    public int lookAhead() {
        return AHEAD_PER_WORKER * setup.workers();
    }

    @Override
    public int size() {
        return setup.workers();
    }

    // ---- to the pool

    @Override
    public void submitAll(final List<Task> tasks) throws InterruptedException {
        for (int i = 0; i < tasks.size(); i++) {
            final Task task = tasks.get(i);
            task.kind = FrameDescriptor.SUBMIT;
            task.task = numbers.incrementAndGet();
            task.slot = task.options.priority();
            task.attempt = (byte) Math.min(task.options.retriesOr(-1), Byte.MAX_VALUE);
            pending.put(task.task, new Pending(task));
            boolean sent = false;
            try {
                define(task.of);
                answers.put(task);
                sent = true;
            } finally {
                if (!sent) {
                    pending.remove(task.task);
                    tasks.subList(i, tasks.size()).forEach(Task::letGo);
                }
            }
        }
    }

    /** Under the lock until it is sent: another thread's task may need it just then. */
    private void define(final FunctionRef function) throws InterruptedException {
        if (function.number == 0) {
            return;
        }
        synchronized (defined) {
            if (!defined.contains(function.number)) {
                final Frame definition = new Frame(FrameDescriptor.DEFINE);
                definition.function = function.number;
                answers.put(definition.value(function.definition));
                defined.add(function.number);
            }
        }
    }

    @Override
    public void callBegins() {
        // the task in which it is is under way
    }

    @Override
    public void callEnds() {
        // nor does the pool know of its end
    }

    @Override
    public boolean cancel(final Task task, final boolean interrupt) {
        if (pending.remove(task.task) == null) {
            return false;
        }
        task.letGo();
        final Frame request = Frame.of(FrameDescriptor.CANCEL, 0, task.task);
        request.flags = interrupt ? FrameDescriptor.INTERRUPT : 0;
        answers.putUninterruptibly(request);
        return true;
    }

    @Override
    public void cancelAll(final Predicate<Task> which) {
        for (final Pending each : new ArrayList<>(pending.values())) {
            if (which.test(each.task)) {
                cancel(each.task, false);
            }
        }
    }

    @Override
    public void forget(final FunctionRef function) {
        function.letGo();
        final boolean known;
        synchronized (defined) {
            known = defined.remove(function.number);
        }
        if (known) {
            final Frame frame = new Frame(FrameDescriptor.FORGET);
            frame.function = function.number;
            answers.putUninterruptibly(frame);
        }
    }

    // ---- from the pool

    /** An answer about a task that was submitted here. By the thread that reads them. */
    void answered(final Frame frame) {
        final Pending its = pending.get(frame.task);
        if (its == null) {
            return; // cancelled
        }
        its.left -= frame.end - frame.first;
        its.task.completion.arrived(its.task, frame);
        if (its.left <= 0 && pending.remove(frame.task) != null) {
            its.task.letGo();
        }
        disturb();
    }

    @Override
    public void disturb() {
        news.signal();
        synchronized (this) {
            notifyAll();
        }
    }

    @Override
    public boolean await(final BooleanSupplier settled, final long nanos) throws InterruptedException {
        if (settled.getAsBoolean()) {
            return true;
        }
        return worker.isInTask() ? awaitHelping(settled, nanos) : awaitIdly(settled, nanos);
    }

    private boolean awaitHelping(final BooleanSupplier settled, final long nanos) throws InterruptedException {
        final EventSources sources = new EventSources();
        sources.add(worker.tasks());
        sources.add(new News(settled));
        final long start = System.nanoTime();
        answers.put(new Frame(FrameDescriptor.WAITING));
        try {
            while (!settled.getAsBoolean()) {
                final long left = Waiting.remaining(nanos, start);
                if (left <= 0) {
                    return settled.getAsBoolean();
                }
                final List<Waitable> ready = sources.await(left);
                if (ready.contains(worker.tasks()) && !settled.getAsBoolean()) {
                    worker.help();
                }
            }
            return true;
        } finally {
            answers.putUninterruptibly(new Frame(FrameDescriptor.RESUMED));
        }
    }

    /** By a thread that runs no task: others do what it waits for. */
    private synchronized boolean awaitIdly(final BooleanSupplier settled, final long nanos)
            throws InterruptedException {
        final long start = System.nanoTime();
        while (!settled.getAsBoolean()) {
            final long left = Waiting.remaining(nanos, start);
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, left));
        }
        return true;
    }

    /** Ready when what a task waits for is settled. */
    private final class News implements EventSource {
        private final BooleanSupplier settled;

        News(final BooleanSupplier settled) {
            this.settled = settled;
        }

        @Override
        public EventWord event() {
            return news.word();
        }

        @Override
        public boolean isReady() {
            return settled.getAsBoolean();
        }

        @Override
        public boolean signallersCanWake() {
            return true;
        }
    }
}
