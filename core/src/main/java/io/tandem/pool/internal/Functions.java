package io.tandem.pool.internal;

import io.tandem.codec.internal.Lambdas;
import io.tandem.codec.internal.ObjectBytes;
import io.tandem.pool.TaskOptions;
import io.tandem.segment.Domain;
import io.tandem.segment.NotTransferableException;
import io.tandem.segment.internal.Transfer;
import io.tandem.segment.internal.Transferable;
import java.io.ObjectInputFilter;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for a pool's functions. A lambda that captures nothing is sent to each worker once, and of one that captures something
 * the shape, so that its tasks bring their captures alone; any other function travels in each of its tasks.
 */
final class Functions {
    private final Domain domain;
    private final AtomicLong numbers = new AtomicLong();
    private final boolean filtered = ObjectBytes.isFiltered() || ObjectInputFilter.Config.getSerialFilter() != null;

    /** What is known of a lambda's class; goes with the class. */
    private final ClassValue<Known> known = new ClassValue<>() {
        @Override
        protected Known computeValue(final Class<?> type) {
            return Known.of(type);
        }
    };

    Functions(final Domain domain) {
        this.domain = domain;
    }

    /** A function for many tasks; to be let go of, and forgotten by the workers, unless it {@linkplain #isLasting lasts}. */
    FunctionRef of(final Object function) {
        final Known class_ = known.get(function.getClass());
        final FunctionRef lasting = class_.lasting;
        if (lasting != null && class_.isBare(function)) {
            return lasting;
        }
        final Transfer kept = Transfer.kept(domain);
        try {
            final FunctionRef ref = new FunctionRef(numbers.incrementAndGet(), ObjectBytes.write(function, kept), kept);
            if (class_.isBare(function)) {
                class_.lasting = ref;
            }
            return ref;
        } catch (final Throwable t) {
            kept.rollback();
            throw t;
        }
    }

    /** From which all numbers come. */
    AtomicLong numbers() {
        return numbers;
    }

    /** Whether it stays for the life of the pool. */
    boolean isLasting(final FunctionRef ref, final Object function) {
        return known.get(function.getClass()).lasting == ref;
    }

    /**
     * The function of one task, with what it captures put into the task.
     *
     * @param waits whether its caller waits for it, so that what it captures need not be copied before it is sent.
     */
    Task task(final Object function, final Completion completion, final TaskOptions options, final boolean waits) {
        final Known class_ = known.get(function.getClass());
        FunctionRef ref = class_.lasting;
        if (ref != null && class_.fields == 0) {
            return new Task(ref, completion, options, -1);
        }
        if (class_.isBare(function)) {
            return new Task(of(function), completion, options, -1);
        }
        final Transfer kept = Transfer.kept(domain);
        try {
            final SerializedLambda form = filtered ? null : class_.form(function);
            final Object[] captured = form == null ? null : captured(form);
            final Task task;
            if (form == null || captured == null) {
                task = new Task(FunctionRef.IN_TASK, completion, options, -1);
                task.value(ObjectBytes.write(function, kept));
            } else {
                if (ref == null) {
                    ref = new FunctionRef(
                            numbers.incrementAndGet(), ObjectBytes.write(LambdaShape.of(form), kept), null);
                    class_.lasting = ref;
                }
                task = new Task(ref, completion, options, -1);
                if (captured.length == 1 && waits && Values.isLarge(captured[0])) {
                    task.value(captured[0]);
                } else if (captured.length == 1) {
                    Values.put(task, captured[0], kept);
                } else {
                    task.bytes(Values.encodeAll(captured, captured.length, kept), FrameDescriptor.MANY);
                }
            }
            task.held = Held.of(kept);
            return task;
        } catch (final NotTransferableException e) {
            kept.rollback();
            throw ofWhole(function, e);
        } catch (final Throwable t) {
            kept.rollback();
            throw t;
        }
    }

    /** The same as told of the whole function: which of its captures it is, and of which lambda. */
    private NotTransferableException ofWhole(final Object function, final NotTransferableException ofPart) {
        final Transfer kept = Transfer.kept(domain);
        try {
            ObjectBytes.write(function, kept);
            return ofPart;
        } catch (final NotTransferableException e) {
            return e;
        } finally {
            kept.rollback();
        }
    }

    /** What a lambda has captured, or null where one of two objects might be within the other, which only whole travel keeps. */
    private static Object @Nullable [] captured(final SerializedLambda form) {
        final Object[] captured = new Object[form.getCapturedArgCount()];
        int graphs = 0;
        for (int i = 0; i < captured.length; i++) {
            final Object value = form.getCapturedArg(i);
            captured[i] = value;
            if (value != null && !Values.isPlain(value) && !(value instanceof Transferable)) {
                graphs++;
            }
        }
        return graphs > 1 ? null : captured;
    }

    /** A class of functions. */
    private static final class Known {
        /** How many values one captures; -1 for what is no lambda, or keeps its form from us. */
        private final int fields;

        private final @Nullable Method form;
        /** The function itself, if it captures nothing; else its shape. Set twice by a race, which costs a number. */
        volatile @Nullable FunctionRef lasting;

        private Known(final int fields, final @Nullable Method form) {
            this.fields = fields;
            this.form = form;
        }

        static Known of(final Class<?> type) {
            final Method method = Lambdas.formMethod(type);
            return new Known(method == null ? -1 : type.getDeclaredFields().length, method);
        }

        boolean isBare(final Object function) {
            return fields == 0 && Lambdas.isLambda(function);
        }

        @Nullable
        SerializedLambda form(final Object function) {
            return form == null ? null : Lambdas.form(form, function);
        }
    }
}
