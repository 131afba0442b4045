package io.tandem.codec.internal;

import io.tandem.codec.internal.ObjectPath.Step;
import io.tandem.function.RemoteBiFunction;
import io.tandem.function.RemoteCallable;
import io.tandem.function.RemoteConsumer;
import io.tandem.function.RemoteFunction;
import io.tandem.function.RemoteRunnable;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.Condition;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Words for what can't travel: where it is, what it is, and what to do. */
final class TransferFailures {
    private static final Map<Class<?>, Class<?>> REMOTE_TYPES = Map.of(
            Runnable.class, RemoteRunnable.class,
            Callable.class, RemoteCallable.class,
            Supplier.class, RemoteCallable.class,
            Consumer.class, RemoteConsumer.class,
            Function.class, RemoteFunction.class,
            UnaryOperator.class, RemoteFunction.class,
            Predicate.class, RemoteFunction.class,
            BiFunction.class, RemoteBiFunction.class,
            BinaryOperator.class, RemoteBiFunction.class);

    private TransferFailures() {}

    /**
     * Says why something can't travel.
     *
     * @param root    what was to travel.
     * @param culprit the object in it that isn't serializable, or null if it isn't known.
     * @param type    name of its class.
     * @param lambdas that were met on the way to it.
     */
    static String describe(
            final Object root,
            final @Nullable Object culprit,
            final String type,
            final List<SerializedLambda> lambdas) {
        final String start = Wording.subject(root) + " can't travel to another process: ";
        if (culprit == null) {
            return start + "something in it is " + Wording.a(type) + ", which isn't Serializable.";
        }
        final Step step = ObjectPath.find(root, culprit, lambdas);
        final String where;
        if (culprit == root) {
            where = "it";
        } else {
            where = step == null ? "something in it" : step.path();
        }
        final String what = Lambdas.isLambda(culprit)
                ? "a lambda or method reference of type "
                        + Lambdas.functionType(culprit).getTypeName()
                : Wording.a(culprit);
        return start + where + " is " + what + ", which isn't Serializable. "
                + remedy(culprit, step != null && step.enclosing())
                + (culprit == root ? ofARecord(culprit.getClass()) : "");
    }

    /** A channel of its own type would take it. */
    private static String ofARecord(final Class<?> type) {
        return type.isRecord() && RecordLayout.unsupported(type) == null
                ? " A channel made for " + type.getTypeName() + ", rather than for a supertype, takes it as it is."
                : "";
    }

    private static String remedy(final Object culprit, final boolean enclosing) {
        final String name = culprit.getClass().getTypeName();
        if (enclosing) {
            return "The lambda captures it by using a field or a method of it: copy what is needed to local variables"
                    + " before, use static methods, or let " + name + " implement Serializable.";
        }
        if (Lambdas.isLambda(culprit)) {
            final Class<?> type = Lambdas.functionType(culprit);
            final Class<?> remote = REMOTE_TYPES.get(type);
            return remote != null
                    ? "Declare it as " + remote.getTypeName() + ", which is Serializable."
                    : "Cast it to (" + type.getSimpleName() + " & " + Serializable.class.getSimpleName()
                            + "), or let its type extend java.io.Serializable.";
        }
        if (culprit instanceof Condition) {
            return "Capture its lock, and call condition(name) on that there.";
        }
        final String receiver = "send what the receiver needs to make its own";
        return culprit.getClass().getModule().getName() != null
                        && culprit.getClass().getModule().getName().startsWith("java.")
                ? "Mark the field that holds it transient, or " + receiver + "."
                : "Let " + name + " implement Serializable, mark the field that holds it transient, or " + receiver
                        + ".";
    }
}
