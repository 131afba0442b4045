package io.tandem.examples;

import io.tandem.manager.ManagedList;
import io.tandem.manager.Manager;
import io.tandem.process.ChildProcess;
import java.io.Serializable;
import java.util.List;

/** One process adds a record to a list in a manager's server, and the next one prints all of them. */
public final class Records {
    private Records() {}

    private record Score(String name, int points) implements Serializable {}

    public static void main(final String[] args) throws InterruptedException {
        try (Manager manager = Manager.start()) {
            final ManagedList<Score> scores =
                    manager.list(List.of(new Score("Faisal", 10), new Score("Sakib", 12), new Score("Tafsir", 14)));

            try (ChildProcess inserter = ChildProcess.start(() -> insert(new Score("Radha", 100), scores))) {
                inserter.join();
            }
            try (ChildProcess printer = ChildProcess.start(() -> print(scores))) {
                printer.join();
            }
        }
    }

    private static void insert(final Score score, final List<Score> scores) {
        scores.add(score);
        System.out.println("New record added");
    }

    private static void print(final List<Score> scores) {
        for (final Score score : scores) {
            System.out.println("Name : " + score.name() + "\nScore : " + score.points());
        }
    }
}
