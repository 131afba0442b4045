package io.tandem.codec.internal;

import io.tandem.TandemException;
import io.tandem.codec.CorruptMessageException;
import io.tandem.segment.IncompatibleException;
import io.tandem.segment.NotTransferableException;
import java.io.InvalidClassException;
import java.io.ObjectStreamClass;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words for what couldn't be deserialized: which class is missing, of another version or refused, and what to do. */
final class ArrivalFailures {
    /** The method that javac puts into each class with serializable lambdas. */
    private static final String LAMBDA_METHOD = "$deserializeLambda$";

    private static final String SAME_BUILD = " Run both processes with the same build of it.";

    private ArrivalFailures() {}

    /**
     * Says why something couldn't be read.
     *
     * @param parcel      what it is.
     * @param failure     of the stream.
     * @param length      of the message.
     * @param refused     what the filter refused, or null.
     * @param descriptors of the classes that the stream named.
     * @param loaders     that were asked for classes, the context class loader first.
     */
    static TandemException explain(
            final Parcel parcel,
            final Throwable failure,
            final int length,
            final @Nullable String refused,
            final List<ObjectStreamClass> descriptors,
            final List<@Nullable ClassLoader> loaders) {
        if (refused != null) {
            return new NotTransferableException(
                    parcel.subject(length) + " was refused by the filter of what is deserialized: " + refused
                            + ". If it is to pass, name it in -D" + MessageFilter.PROPERTY
                            + " (a pattern as jdk.serialFilter has it), or in the filter given to Codec.serialized or to a manager.",
                    failure);
        }
        final String lambdaClass = classOfMissingLambda(failure);
        if (lambdaClass != null) {
            return new IncompatibleException(
                    "A lambda or method reference of " + lambdaClass + " arrived that this process's version of "
                            + lambdaClass + " doesn't have." + SAME_BUILD,
                    failure);
        }
        final String missing = missingClass(failure);
        if (missing != null) {
            return new IncompatibleException(
                    parcel.subject() + " holds " + Wording.a(missing)
                            + ", a class that this process doesn't have (asked: "
                            + loaders.stream().distinct().toList()
                            + "). " + parcel.remedyWithoutClass(),
                    failure);
        }
        if (failure instanceof InvalidClassException invalid) {
            return new IncompatibleException(describe(parcel, invalid, descriptors, loaders), failure);
        }
        if (failure instanceof LinkageError) {
            return new TandemException(
                    parcel.subject(length)
                            + " couldn't be deserialized, since a class that it needs couldn't be"
                            + " linked or initialized: " + rootOf(failure),
                    failure);
        }
        return new CorruptMessageException(parcel.subject(length) + " couldn't be deserialized: " + failure, failure);
    }

    private static @Nullable String missingClass(final Throwable failure) {
        if (failure instanceof ClassNotFoundException) {
            return String.valueOf(failure.getMessage());
        }
        return failure instanceof NoClassDefFoundError
                        && failure.getCause() instanceof ClassNotFoundException cause
                        && cause.getMessage() != null
                ? cause.getMessage()
                : null;
    }

    private static String describe(
            final Parcel parcel,
            final InvalidClassException failure,
            final List<ObjectStreamClass> descriptors,
            final List<@Nullable ClassLoader> loaders) {
        final String name = String.valueOf(failure.classname);
        for (final ObjectStreamClass sent : descriptors) {
            final ObjectStreamClass own = sent.getName().equals(name) ? find(name, loaders) : null;
            if (own != null && own.getSerialVersionUID() != sent.getSerialVersionUID()) {
                return parcel.subject() + " holds " + Wording.a(name) + " of another version: its serialVersionUID is "
                        + sent.getSerialVersionUID() + " at the sender and " + own.getSerialVersionUID() + " here."
                        + SAME_BUILD + " Or, if the two versions can read each other, declare the same serialVersionUID"
                        + " in both.";
            }
        }
        return parcel.subject() + " holds " + Wording.a(name) + " that doesn't fit this process's class of that name: "
                + failure.getMessage() + "." + SAME_BUILD;
    }

    private static @Nullable ObjectStreamClass find(final String name, final List<@Nullable ClassLoader> loaders) {
        for (final ClassLoader loader : loaders) {
            try {
                return ObjectStreamClass.lookupAny(Class.forName(name, false, loader));
            } catch (final ClassNotFoundException | LinkageError e) {
                // The next one may have it; without any, the stream's own words must do.
            }
        }
        return null;
    }

    /** {@return the class that a lambda came from whose form is unknown here, or null if that isn't the failure} */
    private static @Nullable String classOfMissingLambda(final Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 16; cause = cause.getCause(), depth++) {
            if (cause instanceof NoSuchMethodException
                    && String.valueOf(cause.getMessage()).contains(LAMBDA_METHOD)) {
                final String message = String.valueOf(cause.getMessage());
                return message.substring(0, message.indexOf(LAMBDA_METHOD)).replaceAll("\\.$", "");
            }
            if (cause instanceof InvocationTargetException
                    && cause.getCause() instanceof IllegalArgumentException unknown
                    && unknown.getStackTrace().length > 0
                    && unknown.getStackTrace()[0].getMethodName().equals(LAMBDA_METHOD)) {
                return unknown.getStackTrace()[0].getClassName();
            }
        }
        return null;
    }

    private static Throwable rootOf(final Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < 16; depth++) {
            root = root.getCause();
        }
        return root;
    }
}
