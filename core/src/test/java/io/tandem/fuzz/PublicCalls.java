package io.tandem.fuzz;

import io.tandem.segment.Domain;
import io.tandem.segment.internal.ProcessRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Threads that call, and close, the same objects of all kinds at random, by two handles of each. */
final class PublicCalls {
    private static final int THREADS = 4;
    private static final int HANDLES = 2;

    private final Domain domain;
    private final List<Target<?>> targets = ForeignObjects.targets();
    private final AtomicReferenceArray<Target.Opened<?>> objects = new AtomicReferenceArray<>(targets.size() * HANDLES);
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong closes = new AtomicLong();

    private PublicCalls(final Domain domain) {
        this.domain = domain;
    }

    /** Arguments: the domain's directory, a seed, how many seconds. */
    public static void main(final String[] arguments) throws Exception {
        final Domain domain = Domain.at(Path.of(arguments[0]));
        final long seed = Long.parseLong(arguments[1]);
        final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[2]));
        final PublicCalls all = new PublicCalls(domain);
        final List<Watched> threads = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            final Random random = new Random(seed + thread);
            threads.add(Watched.start(self -> {
                while (System.nanoTime() < end) {
                    all.step(random, self);
                }
            }));
        }
        Watched.join(threads);
        all.closeAll();
        ProcessRegistry.of(domain).leave();
        System.out.println("called " + all.calls + " times, closed " + all.closes + " handles");
        System.exit(0);
    }

    private void step(final Random random, final Watched self) {
        final int place = random.nextInt(objects.length());
        final Target.Opened<?> object = objects.get(place);
        if (object == null) {
            self.begin("opening " + targets.get(place / HANDLES).kind());
            final Target.Opened<?> opened = openOrCreate(place / HANDLES);
            if (!objects.compareAndSet(place, null, opened)) {
                opened.close();
            }
        } else if (random.nextInt(200) == 0) {
            self.begin("closing " + object.object());
            objects.compareAndSet(place, object, null);
            object.close();
            closes.incrementAndGet();
        } else {
            call(object, random, self);
        }
    }

    private Target.Opened<?> openOrCreate(final int target) {
        return targets.get(target).openOrCreate(domain, "object-" + target);
    }

    private void call(final Target.Opened<?> object, final Random random, final Watched self) {
        final int call = random.nextInt(object.calls());
        self.begin(object.name(call));
        calls.incrementAndGet();
        try {
            object.call(call, random);
        } catch (final IllegalStateException e) {
            if (!object.object().isClosed() && !object.documents(call, e)) {
                throw new AssertionError(object.name(call) + " of an open handle", e);
            }
        } catch (final Throwable e) {
            if (!object.documents(call, e)) {
                throw new AssertionError(object.name(call), e);
            }
        }
    }

    private void closeAll() {
        for (int place = 0; place < objects.length(); place++) {
            final Target.Opened<?> object = objects.get(place);
            if (object != null) {
                object.close();
            }
        }
    }
}
