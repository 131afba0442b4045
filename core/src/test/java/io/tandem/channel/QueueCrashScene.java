package io.tandem.channel;

import static io.tandem.channel.QueueCrashScenario.message;
import static io.tandem.channel.QueueCrashScenario.number;
import static io.tandem.channel.QueueCrashScenario.producerOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.segment.Domain;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Two survivors at a queue, and what must hold for them wherever somebody died. */
final class QueueCrashScene implements AutoCloseable {
    static final String QUEUE = "queue";
    static final int MOST_ITEMS = 12;

    private static final int CAPACITY = 4096;
    private static final byte REMAINS = 0x55;

    private static final int FIRST_FILLER = 30;
    private static final int STOPPED = 49;
    /** Of those, more than there are spares. */
    private static final int LARGE_ITEMS = 5;

    private static final int SPARES_OFFSET = 4096 + 1024;
    private static final int SPARES = 4;
    private static final int SPARE_LENGTH = 16;

    /** What survivors begin with: each may be the first to meet the dead. */
    enum First {
        ITEMS,
        SIZE,
        JOIN
    }

    /** What one victim did. */
    record Victim(QueueCrashScenario scenario, List<String> log) {
        Victim(final QueueCrashScenario scenario) {
            this(scenario, new ArrayList<>());
        }

        private List<Integer> numbers(final String what) {
            return log.stream()
                    .filter(line -> line.startsWith(what + " "))
                    .map(line -> Integer.parseInt(line.substring(what.length() + 1)))
                    .toList();
        }

        private int count(final String what) {
            return (int) log.stream().filter(what::equals).count();
        }

        private boolean drops() {
            return scenario == QueueCrashScenario.CLEAR || scenario == QueueCrashScenario.SHUT_DOWN_NOW;
        }
    }

    private final Domain domain;
    private final SharedQueue<Object> mine;
    private final SharedQueue<Object> heir;
    private final List<Integer> prepared = new ArrayList<>();
    /** Taken by a survivor before anybody was proved dead. */
    private final List<Integer> early = new ArrayList<>();

    private long putBefore;

    /** A queue whose ring is used from a position on. */
    QueueCrashScene(final Domain domain, final Domain heirsDomain, final int position) throws InterruptedException {
        this.domain = domain;
        mine = builder(domain).create();
        heir = open(heirsDomain);
        try (RawQueue raw = mine.raw()) {
            for (int at = 0; at < CAPACITY; at += 512) {
                pass(raw, 504);
            }
            for (int at = 0; at < position; at += 408) {
                pass(raw, Math.min(400, position - at - 8));
            }
        }
    }

    /** Leaves no zeros behind that the next lap might be relying on. */
    private void pass(final RawQueue raw, final int length) {
        raw.claim(length).setMemory(0, length, REMAINS);
        raw.publish();
        raw.poll((buffer, offset, there) -> {}, 1);
        mine.taskDone();
    }

    private static SharedQueue.Builder<Object> builder(final Domain domain) {
        return SharedQueue.builder(Object.class)
                .domain(domain)
                .name(QUEUE)
                .capacityBytes(CAPACITY)
                .capacityItems(MOST_ITEMS);
    }

    static SharedQueue<Object> open(final Domain domain) {
        return builder(domain).open();
    }

    void prepare(final QueueCrashScenario scenario) throws Exception {
        scenario.provide(mine);
        putBefore = mine.stats().put();
        scenario.prepare(mine);
        final long count = mine.stats().put() - putBefore;
        if (scenario == QueueCrashScenario.TAKE_LARGE
                || scenario == QueueCrashScenario.VIEW_LARGE
                || scenario == QueueCrashScenario.SHUT_DOWN_NOW) {
            prepared.addAll(List.of(QueueCrashScenario.LARGE, 1, QueueCrashScenario.LARGE + 2));
            prepared.add(QueueCrashScenario.LARGE + 3);
        } else {
            for (int number = 1; number <= count; number++) {
                prepared.add(number);
            }
        }
        assertThat(prepared).hasSize((int) count);
    }

    /**
     * Everything that must hold.
     *
     * @param victims in the order of their deaths.
     * @param first   what the survivors do before anything else.
     */
    void check(final List<Victim> victims, final First first) throws Exception {
        final boolean shutDown = mine.isShutdown();
        final int size = first == First.SIZE ? mine.size() : -1;
        long lost = first == First.JOIN && !shutDown ? joinAtOnce() : 0;
        final int fillers = shutDown ? 0 : fill();
        final List<Integer> drained = drain();
        final List<Integer> rest = drained.subList(0, drained.size() - fillers);

        if (!shutDown) {
            assertThat(drained).as("as many as may be in it").hasSize(MOST_ITEMS);
        }
        if (first == First.SIZE) {
            assertThat(size).as("size").isEqualTo(rest.size());
        }
        for (int i = 0; i < fillers; i++) {
            assertThat(drained.get(rest.size() + i)).isEqualTo(FIRST_FILLER + i);
        }
        checkItems(victims, rest);
        lost += lost();
        final QueueStats stats = mine.stats();
        assertThat(mine.size()).isZero();
        checkAccount(victims, stats.put() - putBefore, early.size() + drained.size(), lost, shutDown);
        if (!shutDown) {
            checkThatOneMoreCounts();
            checkThatItGoesOn();
        }
        checkThatNoMemoryLeaks(victims, shutDown);
    }

    /** All is done only if nothing is there; and if nothing is there, nobody waits. Returns how many were lost. */
    private long joinAtOnce() throws InterruptedException {
        if (!heir.isReady()) {
            return lost();
        }
        long lost = 0;
        while (true) {
            try {
                assertThat(heir.join(1, TimeUnit.MICROSECONDS))
                        .as("all is done")
                        .isFalse();
                return lost;
            } catch (final LostItemsException e) {
                lost += e.count();
            }
        }
    }

    /** While somebody is stopped: calls with a time-out come back, and nobody is said to be dead. */
    void checkThatCallsEndInTime() throws InterruptedException {
        final long start = System.nanoTime();
        if (heir.offer(message(STOPPED), 1, TimeUnit.MILLISECONDS)) {
            prepared.add(STOPPED);
        }
        final Object item = heir.poll(1, TimeUnit.MILLISECONDS);
        if (item != null) {
            early.add(number(item));
            heir.taskDone();
        }
        assertThat(heir.join(1, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(heir.size()).isNotNegative();
        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(20));
    }

    /** As many as there is room for, at once. */
    private int fill() {
        int count = 0;
        while (mine.offer(message(FIRST_FILLER + count))) {
            count++;
            assertThat(count).isLessThanOrEqualTo(MOST_ITEMS);
        }
        return count;
    }

    private List<Integer> drain() {
        final List<Integer> numbers = new ArrayList<>();
        try {
            Object item = heir.poll();
            while (item != null) {
                numbers.add(number(item));
                heir.taskDone();
                item = heir.poll();
            }
        } catch (final QueueClosedException e) {
            assertThat(mine.isShutdown()).isTrue();
        }
        return numbers;
    }

    /** Nothing twice, nothing out of order, nothing that nobody put, and no more gone than was in hand. */
    private void checkItems(final List<Victim> victims, final List<Integer> rest) {
        final Set<Integer> known = new LinkedHashSet<>(prepared);
        final Set<Integer> certain = new LinkedHashSet<>(prepared);
        final List<Integer> seen = new ArrayList<>();
        int inHand = 0;
        for (final Victim victim : victims) {
            known.addAll(victim.numbers("putting"));
            certain.addAll(victim.numbers("put"));
            seen.addAll(victim.numbers("took"));
            inHand += victim.scenario.inHand;
        }
        seen.addAll(early);
        seen.addAll(rest);
        assertThat(seen).doesNotHaveDuplicates();
        assertThat(known).containsAll(seen);
        final Map<Integer, List<Integer>> byProducer = new HashMap<>();
        seen.forEach(number -> byProducer
                .computeIfAbsent(producerOf(number), first -> new ArrayList<>())
                .add(number));
        byProducer.forEach((producer, numbers) -> {
            final List<Integer> inOrder = new ArrayList<>(producer == 0 ? prepared : numbers);
            if (producer != 0) {
                inOrder.sort(null);
            }
            inOrder.retainAll(numbers);
            assertThat(numbers).as("of producer %d", producer).isEqualTo(inOrder);
        });
        certain.removeAll(seen);
        assertThat(certain).as("gone untold").hasSizeLessThanOrEqualTo(inHand);
    }

    /** What was put is drained, done or told to be lost. */
    private void checkAccount(
            final List<Victim> victims, final long put, final int drained, final long lost, final boolean shutDown) {
        final long done = put - drained - lost;
        final int told =
                victims.stream().mapToInt(victim -> victim.count("done")).sum();
        final int begun =
                victims.stream().mapToInt(victim -> victim.count("finishing")).sum();
        assertThat(done).as("marked done of %d", put).isGreaterThanOrEqualTo(told);
        if (victims.stream().noneMatch(Victim::drops)) {
            assertThat(done).as("marked done of %d", put).isLessThanOrEqualTo(begun);
        }
        final long taken = mine.stats().taken() - putBefore;
        assertThat(taken).as("taken, %s", shutDown ? "shut down" : "open").isEqualTo(put);
    }

    /** Joins until all is done; returns how many were lost. */
    private long lost() throws InterruptedException {
        long lost = 0;
        while (true) {
            try {
                assertThat(heir.join(20, TimeUnit.SECONDS)).isTrue();
                return lost;
            } catch (final LostItemsException e) {
                lost += e.count();
            }
        }
    }

    /** Nothing of what the dead had done counts twice. */
    private void checkThatOneMoreCounts() throws InterruptedException {
        assertThat(mine.offer(message(0))).isTrue();
        assertThat(heir.join(1, TimeUnit.MICROSECONDS)).as("all is done").isFalse();
        assertThat(number(heir.poll())).isZero();
        heir.taskDone();
        assertThat(heir.join(20, TimeUnit.SECONDS)).isTrue();
    }

    /** Both put, and both take, over the whole ring. */
    private void checkThatItGoesOn() {
        for (int i = 0; i < QueueCrashScenario.LARGE - 1; i++) {
            assertThat(heir.offer(message(i))).isTrue();
            assertThat(mine.offer(message(i + 1))).isTrue();
            assertThat(number(mine.poll())).isEqualTo(i);
            assertThat(number(heir.poll())).isEqualTo(i + 1);
        }
        assertThat(mine.isEmpty()).isTrue();
    }

    /** Large items leave nothing but the queue, and the spare memory that it says it keeps; also once that was used. */
    private void checkThatNoMemoryLeaks(final List<Victim> victims, final boolean shutDown) throws IOException {
        if (victims.stream().noneMatch(victim -> victim.scenario.hasLargeItems())) {
            return;
        }
        checkMemory();
        if (shutDown) {
            return;
        }
        for (int i = 0; i < LARGE_ITEMS; i++) {
            assertThat(mine.offer(message(QueueCrashScenario.LARGE + i))).isTrue();
        }
        for (int i = 0; i < LARGE_ITEMS; i++) {
            assertThat(number(heir.poll())).isEqualTo(QueueCrashScenario.LARGE + i);
        }
        checkMemory();
    }

    private void checkMemory() throws IOException {
        domain.sweep();
        final List<String> spares = spares();
        try (Stream<Path> objects = Files.list(domain.directory().resolve("objects"))) {
            assertThat(objects.map(object -> object.getFileName().toString()))
                    .as("the queue, and its spares")
                    .hasSize(1 + spares.size())
                    .containsAll(spares);
        }
    }

    /** Objects that stand in the queue's table of spares, of which none is half-way in or out. */
    private List<String> spares() throws IOException {
        final ByteBuffer table = ByteBuffer.allocate(SPARES * SPARE_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel file =
                FileChannel.open(domain.directory().resolve("names").resolve(QUEUE))) {
            file.read(table, SPARES_OFFSET);
        }
        final List<String> spares = new ArrayList<>();
        for (int spare = 0; spare < SPARES; spare++) {
            final long id = table.getLong(spare * SPARE_LENGTH);
            assertThat(id).as("spare %d", spare).isNotNegative();
            if (id != 0) {
                spares.add(Long.toString(id));
            }
        }
        return spares;
    }

    @Override
    public void close() {
        heir.close();
        mine.close();
        SharedQueue.delete(domain, QUEUE);
    }
}
