package io.tandem.pool.internal;

import io.tandem.function.RemoteBiFunction;
import io.tandem.segment.Domain;
import org.jspecify.annotations.Nullable;

/** Runs tasks, all on one thread of the worker; one may run within another that waits for it. */
final class TaskRunner {
    private final WorkerAnswers answers;
    private final Board board;
    private final FunctionTable functions;
    private final RunningTask running;
    private final WorkerControl control;
    private final Domain domain;
    private final MemoryGauge memory;
    private ChunkResults chunk;

    TaskRunner(
            final WorkerAnswers answers,
            final Board board,
            final FunctionTable functions,
            final RunningTask running,
            final WorkerControl control,
            final ChunkResults chunk,
            final Domain domain) {
        this.answers = answers;
        this.board = board;
        this.functions = functions;
        this.running = running;
        this.control = control;
        this.chunk = chunk;
        this.domain = domain;
        memory = new MemoryGauge(board);
    }

    /** Runs a task that has arrived, unless it was taken back. */
    void run(final Frame frame) {
        final long began = System.nanoTime();
        // Before the pool can see it started, lest an interrupt of it comes too early.
        final @Nullable WorkerTask outer = running.begin(new WorkerTask(frame, board, began));
        if (!board.start(frame.slot, frame.task)) {
            running.end(outer);
            return;
        }
        board.runs(frame.task, began);
        if (frame.has(FrameDescriptor.CHUNK)) {
            runChunk(frame, began, outer);
        } else {
            runOne(frame, began, outer);
        }
        memory.look(began);
    }

    private void runOne(final Frame frame, final long began, final @Nullable WorkerTask outer) {
        Object result = null;
        Throwable failure = null;
        try {
            result = functions.invoke(frame);
        } catch (final Throwable t) { // every kind: it is the task's, and the worker goes on
            failure = t;
        }
        final Frame answer =
                Frame.of(FrameDescriptor.DONE, frame.slot, frame.task).items(0, 1);
        answer.index = 1;
        answer.nanos = System.nanoTime() - began;
        try {
            if (failure == null) {
                answers.answer(answer, result); // may run the result's own code, within the task's limit
            } else {
                answers.fail(answer, failure);
            }
        } finally {
            end(outer);
        }
    }

    private void end(final @Nullable WorkerTask outer) {
        running.end(outer);
        if (outer == null) {
            board.runsNothing();
        } else {
            board.runs(outer.number(), outer.began());
        }
    }

    private void runChunk(final Frame frame, final long began, final @Nullable WorkerTask outer) {
        final boolean within = outer != null;
        final long outerWord = board.chunkWord();
        final ChunkResults outerResults = chunk;
        if (within) {
            chunk = chunk.inner();
        } else {
            control.watch();
        }
        chunk.begin(frame);
        board.beginChunk(frame.slot, frame.task, frame.first, frame.end);
        try {
            runItems(frame);
        } finally {
            end(outer);
            chunk.end(System.nanoTime() - began);
            if (within) {
                board.restoreChunk(outerWord);
                chunk = outerResults;
            }
        }
    }

    private void runItems(final Frame frame) {
        final Object function = functions.get(frame.function);
        final boolean pairs = function instanceof RemoteBiFunction;
        Parts parts = null;
        Throwable damage = null;
        try {
            parts = Parts.of(frame, domain);
        } catch (final RuntimeException e) { // told of each item
            damage = e;
        }
        for (int item = board.nextItem(); item >= 0; item = board.nextItem()) {
            running.at(item);
            Object result = null;
            Throwable failure = damage;
            if (parts != null) {
                try {
                    final Object argument =
                            pairs ? new Object[] {parts.get(2 * item), parts.get(2 * item + 1)} : parts.get(item);
                    result = functions.apply(function, argument);
                } catch (final Throwable t) { // every kind: it is the item's, and the worker goes on
                    failure = t;
                }
                Thread.interrupted(); // what one item has left is none of the next one's business
            }
            if (failure == null) {
                chunk.returned(item, result);
            } else {
                chunk.failed(item, failure);
            }
        }
    }
}
