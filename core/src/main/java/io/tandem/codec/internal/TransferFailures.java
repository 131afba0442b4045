package io.tandem.codec.internal;

import java.io.NotSerializableException;
import java.lang.invoke.SerializedLambda;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words for what can't travel. */
final class TransferFailures {
    private TransferFailures() {}

    static String describe(
            final Object root,
            final @Nullable Object culprit,
            final List<SerializedLambda> lambdas,
            final NotSerializableException failure) {
        return "A " + root.getClass().getTypeName() + " can't travel to another process: " + failure.getMessage()
                + " isn't Serializable." + (culprit == null ? "" : "") + lambdas.size();
    }
}
