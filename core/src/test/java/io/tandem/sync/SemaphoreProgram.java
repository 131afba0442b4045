package io.tandem.sync;

import io.tandem.os.NativeLibrary;
import io.tandem.segment.Domain;
import io.tandem.testing.RecordingSystem;
import io.tandem.wait.WaitPolicy;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** What other JVMs do with semaphores of this name; told by a line of input. */
final class SemaphoreProgram {
    static final String NAME = "permits";
    static final String PING = "ping";
    static final String PONG = "pong";
    static final int PERMITS = 3;

    private SemaphoreProgram() {}

    static SharedSemaphore.Builder builder(final Domain domain) {
        return SharedSemaphore.builder(PERMITS).domain(domain).name(NAME);
    }

    static SharedSemaphore turn(final Domain domain, final String name) {
        return SharedSemaphore.builder(0)
                .domain(domain)
                .name(name)
                .withoutOwners()
                .waitPolicy(WaitPolicy.SLEEP)
                .openOrCreate();
    }

    public static void main(final String[] args) throws Exception {
        NativeLibrary.require();
        final BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        final String[] orders = input.readLine().split(" ", -1);
        final Domain domain = Domain.at(Path.of(orders[0]));
        if (orders[1].equals("answer")) {
            answer(domain, Integer.parseInt(orders[2]));
            return;
        }
        try (SharedSemaphore semaphore = builder(domain).open()) {
            switch (orders[1]) {
                case "hold" -> {
                    semaphore.acquire(Integer.parseInt(orders[2]));
                    System.out.println("holding");
                    input.readLine();
                    semaphore.release(Integer.parseInt(orders[2]));
                    System.out.println("released");
                }
                case "wait" -> {
                    System.out.println("waiting");
                    semaphore.acquire(Integer.parseInt(orders[2]));
                    System.out.println("acquired");
                    input.readLine();
                }
                case "churn" -> churn(semaphore, Long.parseLong(orders[2]));
                default -> throw new IllegalArgumentException(orders[1]);
            }
        }
    }

    private static void churn(final SharedSemaphore semaphore, final long seed) throws InterruptedException {
        final SplittableRandom random = new SplittableRandom(seed);
        System.out.println("churning");
        while (true) {
            final int wanted = 1 + random.nextInt(PERMITS);
            if (random.nextBoolean()) {
                semaphore.acquire(wanted);
            } else if (!semaphore.tryAcquire(wanted)) {
                continue;
            }
            for (int i = random.nextInt(2_000); i > 0; i--) {
                Thread.onSpinWait();
            }
            semaphore.release(wanted);
        }
    }

    private static void answer(final Domain domain, final int rounds) throws InterruptedException {
        try (SharedSemaphore ping = turn(domain, PING);
                SharedSemaphore pong = turn(domain, PONG);
                RecordingSystem system = RecordingSystem.installWithLongSlices()) {
            System.out.println("ready");
            for (int round = 0; round < rounds; round++) {
                ping.acquire();
                pong.release();
            }
            System.out.println("answered, timed out " + system.sleepsTimedOut());
        }
    }
}
