package io.tandem.pool.internal;

import io.tandem.pool.CurrentTask;
import io.tandem.pool.ProcessPool;
import java.time.Duration;
import java.util.Optional;

/** A task as the worker that runs it sees it. */
final class WorkerTask implements CurrentTask {
    private final int slot;
    private final long number;
    private final long firstIndex;
    private final int attempt;
    private final long limit;
    private final Board board;
    private final long began;
    private volatile int item;

    WorkerTask(final Frame frame, final Board board, final long began) {
        slot = frame.slot;
        number = frame.task;
        firstIndex = frame.index;
        attempt = frame.attempt;
        limit = frame.nanos;
        item = frame.first;
        this.board = board;
        this.began = began;
    }

    long number() {
        return number;
    }

    /** By {@link System#nanoTime}. */
    long began() {
        return began;
    }

    void at(final int newItem) {
        item = newItem;
    }

    @Override
    public boolean isCancelled() {
        return board.isToStop(slot, number);
    }

    @Override
    public Optional<Duration> timeLeft() {
        if (limit == 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(Math.max(0, limit - (System.nanoTime() - began))));
    }

    @Override
    public int attempt() {
        return attempt + 1;
    }

    @Override
    public long index() {
        return firstIndex < 0 ? -1 : firstIndex + item;
    }

    @Override
    public ProcessPool pool() {
        return WorkerMain.pool();
    }
}
