package io.tandem.bench.sync;

import io.tandem.bench.harness.Opened;
import io.tandem.bench.harness.Workplace;
import io.tandem.segment.Domain;
import io.tandem.segment.SharedObject;
import org.jspecify.annotations.Nullable;

/**
 * What one thread does by itself, by a shared object.
 *
 * @param <T> type of the object.
 */
abstract class SharedAlone<T extends SharedObject> extends Alone {
    private @Nullable T object;

    SharedAlone(final String name) {
        super(name);
    }

    /** Makes it, as it is at the start. */
    abstract T create(Domain domain);

    final T object() {
        return Opened.of(object);
    }

    @Override
    public final void openFirst(final Workplace workplace) {
        object = create(workplace.domain());
    }

    @Override
    public final void close() {
        Opened.close(object);
    }
}
