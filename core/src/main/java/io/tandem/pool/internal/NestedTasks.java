package io.tandem.pool.internal;

import io.tandem.pool.TaskOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What a worker's tasks have submitted, in the numbers of the pool. Guarded by the pool's lock. */
final class NestedTasks {
    private final AtomicLong functionNumbers;
    private final NestedAnswers answers;
    private final Map<Long, FunctionRef> functions = new HashMap<>();

    NestedTasks(final Worker worker, final AtomicLong functionNumbers) {
        this.functionNumbers = functionNumbers;
        answers = new NestedAnswers(worker);
    }

    void define(final Frame frame) {
        final byte[] definition = frame.body instanceof byte[] bytes ? bytes : new byte[0];
        functions.put(frame.function, new FunctionRef(functionNumbers.incrementAndGet(), definition, null));
    }

    /** The function that a worker lets go of, which others needn't know any more either. */
    @Nullable
    FunctionRef forget(final Frame frame) {
        return functions.remove(frame.function);
    }

    /** All that the worker had defined, when it has ended. */
    List<FunctionRef> forgetAll() {
        final List<FunctionRef> all = List.copyOf(functions.values());
        functions.clear();
        return all;
    }

    Task task(final Frame frame) {
        final FunctionRef function = functions.getOrDefault(frame.function, FunctionRef.IN_TASK);
        TaskOptions options = TaskOptions.DEFAULT.priority(frame.slot);
        if (frame.attempt >= 0) {
            options = options.retries(frame.attempt);
        }
        final Task task = new Task(function, answers, options, frame.index);
        task.flags = frame.flags;
        task.form = frame.form;
        task.body = frame.body;
        task.encoded = frame.encoded;
        task.nanos = frame.nanos;
        task.items(frame.first, frame.end);
        task.nestedNumber = frame.task;
        return task;
    }
}
