package io.tandem.examples.digest;

import io.tandem.channel.PeerClosedException;
import io.tandem.channel.PeerDiedException;
import io.tandem.examples.trees.Crew;
import io.tandem.examples.trees.TreeFile;
import io.tandem.wait.WaitSet;
import io.tandem.wait.Waitable;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Worker processes, and the sharing out of files among them. One that dies is replaced, and what it had in hand is done
 * again. Used by one thread.
 */
final class Workforce implements AutoCloseable {
    private final WaitSet waitSet = WaitSet.of();
    private final Map<Waitable, Member> members = new HashMap<>();
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private final Crew crew;

    /**
     * Starts workers.
     *
     * @param size how many.
     * @param crew that has nobody yet.
     */
    Workforce(final int size, final Crew crew) {
        this.crew = crew;
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
     * @param files   to read.
     * @param answers told of each, in any order.
     */
    void read(final List<TreeFile> files, final Consumer<Answer> answers) throws InterruptedException {
        // Large ones first: a large one at the end would keep a single worker busy, and the others waiting.
        IntStream.range(0, files.size())
                .boxed()
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
        final Member member = new Member(crew);
        members.put(member.connection, member);
        waitSet.add(member.connection);
    }

    private void replace(final Member dead) throws InterruptedException {
        waitSet.remove(dead.connection);
        members.remove(dead.connection);
        dead.inHand.keySet().forEach(waiting::addFirst);
        dead.close();
        crew.reportDeath(dead.process, "its " + dead.inHand.size() + " unfinished files are done again");
        start();
    }

    /** Lets the workers end. */
    @Override
    public void close() {
        members.values().forEach(Member::close);
        members.clear();
    }
}
