package io.tandem.examples.digest;

import io.tandem.channel.Connection;
import io.tandem.channel.PeerClosedException;
import io.tandem.channel.SharedPipe;
import io.tandem.examples.trees.Crew;
import io.tandem.examples.trees.TreeFile;
import io.tandem.process.ChildProcess;
import java.util.LinkedHashMap;
import java.util.Map;

/** One worker process, the pipe to it, and the files that it has in hand. */
final class Member implements AutoCloseable {
    // Enough to keep a worker busy while the parent is slow to look, little enough to share the last ones out evenly.
    private static final int MOST_FILES = 16;
    private static final long MOST_BYTES = 1 << 20;
    // Of any size: the next one is there when a worker is done with one.
    private static final int LEAST_FILES = 2;

    final Connection<Job, Answer> connection;
    final Map<Integer, TreeFile> inHand = new LinkedHashMap<>();
    final ChildProcess process;
    boolean ready;

    private final SharedPipe<Job, Answer> pipe;
    private long bytesInHand;

    Member(final Crew crew) {
        pipe = SharedPipe.create(Job.class, Answer.class);
        connection = pipe.first();
        final Connection<Answer, Job> other = pipe.second();
        process = crew.start(() -> work(other));
    }

    /** What the child runs. */
    private static void work(final Connection<Answer, Job> parent) throws InterruptedException {
        final FileReader reader = new FileReader();
        try {
            parent.send(Answer.ready());
            while (true) {
                parent.send(reader.read(parent.receive()));
            }
        } catch (final PeerClosedException e) {
            // The parent has no more files.
            parent.close();
        }
    }

    boolean hasRoom() {
        return ready && (inHand.size() < LEAST_FILES || (inHand.size() < MOST_FILES && bytesInHand < MOST_BYTES));
    }

    void give(final int number, final TreeFile file) throws InterruptedException {
        inHand.put(number, file);
        bytesInHand += file.size();
        connection.send(new Job(number, file.location()));
    }

    void answered(final Answer answer) {
        final TreeFile file = inHand.remove(answer.number());
        if (file == null) {
            throw new IllegalStateException(
                    process.name() + " answered for file " + answer.number() + ", which it wasn't given.");
        }
        bytesInHand -= file.size();
    }

    /** Lets go of the pipe: the child then ends by itself. */
    @Override
    public void close() {
        connection.close();
        pipe.close();
    }
}
