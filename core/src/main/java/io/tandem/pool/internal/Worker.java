package io.tandem.pool.internal;

import io.tandem.channel.SharedQueue;
import io.tandem.codec.CorruptMessageException;
import io.tandem.function.RemoteRunnable;
import io.tandem.pool.WorkerStats;
import io.tandem.process.ChildProcess;
import io.tandem.process.internal.Children;
import io.tandem.segment.Domain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.agrona.collections.LongHashSet;
import org.jspecify.annotations.Nullable;

/**
 * A pool's view of one worker process: what is at it, and the ways to it. Guarded by the pool's lock, but for {@link #results}
 * and {@link #reading}.
 */
final class Worker {
    private static final System.Logger LOGGER = System.getLogger(Worker.class.getName());
    private static final int TASKS_CAPACITY = 1 << 18;
    private static final int RESULTS_CAPACITY = 1 << 18;
    private static final int CONTROL_CAPACITY = 1 << 16;

    /** A body of more bytes is sent by itself, since there may be no room for it beside the ring. */
    private static final int SENT_ALONE = 1 << 14;

    /** So much work is at a worker ahead of what it does: enough to hide the way there and back, little to be taken back. */
    private static final long AHEAD_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    /** How long it gets nothing when its ring is full. */
    private static final long FULL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final int FEWEST_AHEAD = 2;
    private static final int MOST_AHEAD = BoardDescriptor.SLOTS - 16;

    enum State {
        /** Its process starts, or its initializer runs. */
        STARTING,
        READY,
        /** It gets no more tasks, and ends when it has done those that it has started. */
        RETIRING,
        ENDED
    }

    final String name;
    final SharedQueue<Frame> results;
    /** Held by who takes results and enters them, so that nobody judges a dead worker while its last results are in hand. */
    final Object reading = new Object();

    final Board board;
    private final SharedQueue<Frame> tasks;
    private final SharedQueue<Frame> control;
    /** What is at it. */
    final Leases leases;

    private final LongHashSet known = new LongHashSet();
    private final Map<Long, CompletableFuture<String>> dumps = new ConcurrentHashMap<>();
    private final List<Frame> sending = new ArrayList<>();

    /** Guarded by {@link #reading}. */
    private boolean closed;

    State state = State.STARTING;

    @Nullable
    ChildProcess child;

    /** For {@link #reading}: what was taken, and what it means. */
    final List<Frame> frames = new ArrayList<>();

    final Outcomes outcomes = new Outcomes();

    /** Asked to end by the pool, for whatever reason: its death is no accident. */
    boolean endIsDue;

    /** How many waits for tasks of tasks are within one another in it. */
    int waits;

    /** There was no room for a task, and nothing at it whose end would tell of some. */
    private boolean isFull;

    private long fullUntil;
    private boolean wasReady;
    long done;
    private int window = FEWEST_AHEAD;
    private long averageNanos;
    private long lastResult = System.nanoTime();

    /** What its tasks have submitted. */
    final NestedTasks nested;

    Worker(final String name, final Dispatcher pool) {
        this.name = name;
        nested = new NestedTasks(this, pool.functions().numbers());
        final Domain domain = pool.domain();
        final List<SharedQueue<Frame>> made = new ArrayList<>();
        boolean complete = false;
        try {
            tasks = queue(domain, TASKS_CAPACITY, made);
            results = queue(domain, RESULTS_CAPACITY, made);
            control = queue(domain, CONTROL_CAPACITY, made);
            board = Board.create(domain);
            complete = true;
        } finally {
            if (!complete) {
                made.forEach(SharedQueue::close);
            }
        }
        leases = new Leases(this, board);
    }

    private static SharedQueue<Frame> queue(
            final Domain domain, final int capacity, final List<SharedQueue<Frame>> made) {
        final SharedQueue<Frame> queue = SharedQueue.builder(Frame.class)
                .codec(new FrameCodec.Source())
                .capacityBytes(capacity)
                .domain(domain)
                .create();
        made.add(queue);
        return queue;
    }

    /** Starts its process. Without the pool's lock. */
    ChildProcess start(final String pool, final int workers, final PoolOptions options, final Domain domain) {
        final WorkerSetup setup = new WorkerSetup(
                pool, options.name(), workers, tasks, results, control, board.words(), options.initializer());
        final RemoteRunnable target = () -> WorkerMain.run(setup);
        return ChildProcess.builder()
                .name(name)
                .daemon(true)
                .domain(domain)
                .jvmOptions(options.jvmOptions().toArray(String[]::new))
                .start(target);
    }

    /** With {@link #reading} held. */
    void close() {
        closed = true;
        tasks.close();
        results.close();
        control.close();
        board.close();
    }

    // ---- tasks at it

    int inFlight() {
        return leases.count();
    }

    /** How many more tasks it should have now. */
    int room(final long tasksPerWorker) {
        if (state != State.READY || waits > 0) {
            return 0;
        }
        if (isFull) {
            if (System.nanoTime() - fullUntil < 0) {
                return 0;
            }
            isFull = false;
        }
        final long left = tasksPerWorker - done - inFlight();
        return (int) Math.min(window - inFlight(), left);
    }

    boolean isFull() {
        return isFull;
    }

    /** How long it will be busy with what it has, as far as is known. */
    long backlogNanos() {
        return averageNanos * inFlight();
    }

    int window() {
        return window;
    }

    /**
     * Leases a task to it; {@link #flush} sends it.
     *
     * @param helps whether it may run while another one waits for it.
     */
    void assign(final Task task, final boolean helps) {
        if (inFlight() == 0) {
            lastResult = System.nanoTime();
        }
        leases.lease(task, helps);
        final FunctionRef function = task.of;
        if (function.number != 0 && known.add(function.number)) {
            final Frame definition = new Frame(FrameDescriptor.DEFINE);
            definition.function = function.number;
            sending.add(definition.value(function.definition));
        }
        sending.add(task);
    }

    /** Lets a worker forget a function that no task needs any more. */
    void forget(final long function) {
        if (state == State.READY && known.remove(function)) {
            final Frame frame = new Frame(FrameDescriptor.FORGET);
            frame.function = function;
            if (!tasks.offer(frame)) {
                known.add(function); // kept a little longer
            }
        }
    }

    /** Sends what was assigned. What there was no room for is taken back, in order; what can't be sent at all is told to the refusal. */
    List<Task> flush(final Refusal refusal) {
        boolean interrupted = false; // concerns what the caller does later
        int sent = 0;
        try {
            while (sent < sending.size()) {
                final int end = endOfSmall(sent);
                interrupted |= Thread.interrupted();
                try {
                    if (end == sent) {
                        if (!sendAlone(sending.get(sent), refusal)) {
                            break;
                        }
                        sent++;
                    } else {
                        sent += tasks.offerAll(sending.subList(sent, end), 0, TimeUnit.NANOSECONDS);
                        if (sent < end) {
                            break;
                        }
                    }
                } catch (final InterruptedException e) {
                    interrupted = true; // just then: what was sent already goes once more, and is skipped
                }
            }
            return takeBack(sent);
        } catch (final RuntimeException e) {
            refuseFrom(sent, e, refusal);
            return List.of();
        } finally {
            sending.clear();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private int endOfSmall(final int from) {
        int end = from;
        while (end < sending.size() && !isLarge(sending.get(end))) {
            end++;
        }
        return end;
    }

    /** The way to it is broken, or can't take a function; some may have gone before. */
    private void refuseFrom(final int sent, final RuntimeException reason, final Refusal refusal) {
        for (final Frame frame : sending.subList(sent, sending.size())) {
            if (!(frame instanceof Task task)) {
                known.remove(frame.function);
            } else if (task.worker == this && leases.revoke(task)) {
                refusal.refused(task, reason);
            }
        }
    }

    /** What becomes of a task that can't be sent. */
    interface Refusal {
        void refused(Task task, RuntimeException reason);
    }

    private static boolean isLarge(final Frame frame) {
        final Object body = frame.body;
        return body instanceof String text && text.length() > SENT_ALONE / Character.BYTES || Values.isLongArray(body);
    }

    private boolean sendAlone(final Frame frame, final Refusal refusal) {
        try {
            return tasks.offer(frame);
        } catch (final RuntimeException e) { // no room in the domain
            if (frame instanceof Task task) {
                leases.release(task);
                refusal.refused(task, e);
                return true;
            }
            throw e;
        }
    }

    private List<Task> takeBack(final int sent) {
        if (sent == sending.size()) {
            return List.of();
        }
        final List<Task> back = new ArrayList<>();
        for (final Frame frame : sending.subList(sent, sending.size())) {
            if (frame instanceof Task task) {
                if (leases.revoke(task)) { // else it went with an attempt that was interrupted
                    back.add(task);
                }
            } else {
                known.remove(frame.function);
            }
        }
        window = Math.max(1, inFlight());
        if (inFlight() == 0) { // of tasks that were taken back, which it doesn't come to: no answer will tell of room
            isFull = true;
            fullUntil = System.nanoTime() + FULL_NANOS;
        }
        return back;
    }

    /** Learns from answers how much to send ahead. */
    void learn(final int answers, final long now) {
        final long each = Math.max(1, (now - lastResult) / answers);
        lastResult = now;
        averageNanos = averageNanos == 0 ? each : (3 * averageNanos + each) / 4;
        final long wanted = 1 + AHEAD_NANOS / Math.max(1, averageNanos);
        window = (int) Math.max(FEWEST_AHEAD, Math.min(Math.min(wanted, window * 2L), MOST_AHEAD));
    }

    // ---- answers

    /** Takes some of what it has answered into {@link #frames}; false if there is nothing. */
    boolean take(final int most) {
        if (closed) {
            return false;
        }
        try {
            return results.drainTo(frames, most) > 0;
        } catch (final CorruptMessageException e) {
            LOGGER.log(System.Logger.Level.WARNING, "Part of what " + this + " has answered can't be read.", e);
            return true;
        }
    }

    void isReady() {
        if (state == State.STARTING) {
            state = State.READY;
            wasReady = true;
            lastResult = System.nanoTime();
        }
    }

    /** Whether its initializer, if any, has run. */
    boolean wasReady() {
        return wasReady;
    }

    boolean isIdle() {
        return state == State.READY && inFlight() == 0;
    }

    /** How long ago it answered last, or got its first task after it had none. */
    long silentNanos() {
        return System.nanoTime() - lastResult;
    }

    /** Whether it has answered nothing for long. */
    boolean isStuck() {
        return silentNanos() > AHEAD_NANOS;
    }

    void dumped(final Frame frame) {
        final CompletableFuture<String> future = dumps.remove(frame.task);
        if (future != null) {
            PoolThreads.helpers().execute(() -> future.complete(String.valueOf(frame.body)));
        }
    }

    /** Whether it was asked what its threads do, and hasn't answered. Any thread. */
    boolean owesDump() {
        return !dumps.isEmpty();
    }

    /** Asks for what its threads do. */
    CompletableFuture<String> dump(final long number) {
        final CompletableFuture<String> future = new CompletableFuture<>();
        dumps.put(number, future);
        sendControl(FrameDescriptor.DUMP, number);
        return future;
    }

    /** It has ended, and answers nothing more. */
    void endDumps() {
        for (final CompletableFuture<String> future : dumps.values()) {
            PoolThreads.helpers()
                    .execute(() -> future.completeExceptionally(new IllegalStateException(
                            "It was asked what its threads do, and has ended: " + this + ".")));
        }
        dumps.clear();
    }

    // ---- control

    void kill() {
        endIsDue = true;
        final ChildProcess process = child;
        if (process != null) {
            process.kill();
        }
    }

    void terminate() {
        endIsDue = true;
        final ChildProcess process = child;
        if (process != null) {
            Children.dismiss(process);
        }
    }

    /** Whether the request to end is on its way. */
    boolean sendStop() {
        return tasks.offer(new Frame(FrameDescriptor.STOP));
    }

    /** Sends something for the worker's second thread, such as the answer to a task that has submitted another one. Any thread; none waits for it. */
    void reply(final Frame frame) {
        try {
            if (!control.offer(frame)) {
                PoolThreads.helpers().execute(() -> replyLater(frame));
            }
        } catch (final IllegalStateException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "{0} has ended, and needs no answer.", this);
        } catch (final RuntimeException e) { // it can't travel on
            control.offer(Frame.of(FrameDescriptor.FAILED, 0, frame.task)
                    .items(frame.first, frame.end)
                    .value(WorkerAnswers.failure(e)));
        }
    }

    private void replyLater(final Frame frame) {
        try {
            control.put(frame);
        } catch (final InterruptedException e) {
            throw new IllegalStateException("Nothing interrupts a pool's own threads.", e);
        } catch (final IllegalStateException e) {
            LOGGER.log(System.Logger.Level.DEBUG, "{0} has ended, and needs no answer.", this);
        }
    }

    void sendControl(final byte kind, final long number) {
        reply(Frame.of(kind, 0, number));
    }

    /** Ends, or is about to. */
    boolean isGoing() {
        return endIsDue || state == State.RETIRING || state == State.ENDED;
    }

    /** Of its process, or 0 while it has none. */
    long pid() {
        final ChildProcess process = child;
        return process == null ? 0 : process.pid();
    }

    WorkerStats stats() {
        final long now = System.nanoTime();
        final long runningTask = board.runningTask();
        final boolean runs = runningTask != 0 && inFlight() > 0; // else its last answer has come ahead of this news
        return new WorkerStats(
                name,
                pid(),
                isGoing()
                        ? WorkerStats.State.ENDING
                        : state == State.STARTING
                                ? WorkerStats.State.STARTING
                                : runs ? WorkerStats.State.BUSY : WorkerStats.State.IDLE,
                runs ? OptionalLong.of(runningTask) : OptionalLong.empty(),
                Duration.ofNanos(Math.max(0, runs ? now - board.runningSince() : silentNanos())),
                inFlight(),
                done,
                board.memory());
    }

    @Override
    public String toString() {
        final ChildProcess process = child;
        return "worker " + name + (process == null ? "" : " (pid " + process.pid() + ")");
    }
}
