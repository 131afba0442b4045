package io.tandem.examples.digest;

import io.tandem.channel.PeerClosedException;
import io.tandem.channel.PeerDiedException;
import io.tandem.wait.WaitSet;
import io.tandem.wait.Waitable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Worker processes, and the sharing out of files among them. One that dies is replaced, and what it had in hand is done
 * again. Used by one thread.
 */
final class Workforce implements AutoCloseable {
    // A file that kills whoever reads it must not go on for ever.
    private static final int MOST_DEATHS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Workers died again and again. */
    static final class TooManyDeathsException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private TooManyDeathsException(final String message) {
            super(message);
        }
    }

    private final WaitSet waitSet = WaitSet.of();
    private final Map<Waitable, Member> members = new HashMap<>();
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private final Consumer<String> problems;
    private int started;
    private int deaths;

    /**
     * Starts workers.
     *
     * @param size     how many.
     * @param problems told of workers that die.
     */
    Workforce(final int size, final Consumer<String> problems) {
        this.problems = problems;
        for (int i = 0; i < size; i++) {
            start();
        }
    }

    /** Waits until all workers are up. */
    void awaitReady() throws InterruptedException {
        while (!members.values().stream().allMatch(member -> member.ready)) {
            serve(List.of(), answer -> {});
        }
    }

    /**
     * Has files read.
     *
     * @param files   of which to read some.
     * @param numbers of those files in the list.
     * @param answers told of each, in any order.
     */
    void read(final List<TreeFile> files, final List<Integer> numbers, final Consumer<Answer> answers)
            throws InterruptedException {
        // Large ones first: a large one at the end would keep a single worker busy, and the others waiting.
        numbers.stream()
                .sorted(Comparator.comparingLong(
                        (Integer number) -> -files.get(number).size()))
                .forEach(waiting::add);
        for (final Member member : List.copyOf(members.values())) {
            feed(member, files);
        }
        while (!waiting.isEmpty() || members.values().stream().anyMatch(member -> !member.inHand.isEmpty())) {
            serve(files, answers);
        }
    }

    private void serve(final List<TreeFile> files, final Consumer<Answer> answers) throws InterruptedException {
        for (final Waitable ready : waitSet.await()) {
            final Member member = members.get(ready);
            if (member != null) {
                takeAnswers(member, answers);
                feed(member, files);
            }
        }
    }

    private void takeAnswers(final Member member, final Consumer<Answer> answers) throws InterruptedException {
        try {
            for (Answer answer = member.connection.tryReceive();
                    answer != null;
                    answer = member.connection.tryReceive()) {
                if (answer.number() == Answer.READY) {
                    member.ready = true;
                } else {
                    member.answered(answer);
                    answers.accept(answer);
                }
            }
        } catch (final PeerDiedException | PeerClosedException e) {
            replace(member);
        }
    }

    private void feed(final Member member, final List<TreeFile> files) throws InterruptedException {
        try {
            while (member.hasRoom() && !waiting.isEmpty()) {
                final int number = waiting.remove();
                member.give(number, files.get(number));
            }
        } catch (final PeerDiedException | PeerClosedException e) {
            // What it answered before is still to be received; then that receiving says it again.
            member.ready = false;
        }
    }

    private void start() {
        final Member member = new Member("reader-" + ++started);
        members.put(member.connection, member);
        waitSet.add(member.connection);
    }

    private void replace(final Member dead) throws InterruptedException {
        waitSet.remove(dead.connection);
        members.remove(dead.connection);
        deaths++;
        problems.accept(dead.name + " died" + howItEnded(dead) + "; its " + dead.inHand.size()
                + " unfinished files are done again");
        dead.inHand.keySet().forEach(waiting::addFirst);
        dead.close();
        if (deaths > MOST_DEATHS) {
            throw new TooManyDeathsException(deaths + " workers died: giving up.");
        }
        start();
    }

    private static String howItEnded(final Member member) throws InterruptedException {
        try (var process = member.process) {
            return process.join(PATIENCE) ? " with exit code " + process.exitCode() : "";
        }
    }

    /** {@return the processor time that the workers have used so far, counted in hundredths of a second} */
    long processorNanos() {
        return members.values().stream()
                .map(member -> ProcessHandle.of(member.process.pid()))
                .flatMap(Optional::stream)
                .map(process -> process.info().totalCpuDuration())
                .flatMap(Optional::stream)
                .mapToLong(Duration::toNanos)
                .sum();
    }

    /** Lets the workers end, and waits for that. */
    @Override
    public void close() {
        members.values().forEach(Member::close);
        boolean interrupted = false;
        for (final Member member : members.values()) {
            try (var process = member.process) {
                if (!process.join(PATIENCE)) {
                    problems.accept(member.name + " didn't end within " + PATIENCE.toSeconds() + " s and is killed");
                    process.kill();
                }
            } catch (final InterruptedException e) {
                member.process.kill();
                interrupted = true;
            }
        }
        members.clear();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
