package io.tandem.pool.internal;

/** Sends what becomes of tasks that a worker's task has submitted to that worker. */
final class NestedAnswers implements Completion {
    final Worker owner;

    NestedAnswers(final Worker owner) {
        this.owner = owner;
    }

    @Override
    public void arrived(final Task task, final Frame outcome) {
        final Frame reply = Frame.of(outcome.kind, 0, task.nestedNumber).items(outcome.first, outcome.end);
        reply.index = outcome.index;
        reply.nanos = outcome.nanos;
        final Throwable damage = outcome.undecodable;
        if (damage != null) {
            failed(task, outcome.first, outcome.end, damage);
            return;
        }
        reply.form = outcome.form;
        reply.body = outcome.body;
        reply.encoded = outcome.encoded;
        owner.reply(reply);
    }

    @Override
    public void failed(final Task task, final int first, final int end, final Throwable reason) {
        final Frame reply = Frame.of(
                        task.isChunk() ? FrameDescriptor.PART_FAILED : FrameDescriptor.FAILED, 0, task.nestedNumber)
                .items(first, end);
        owner.reply(reply.value(WorkerAnswers.failure(reason)));
    }
}
