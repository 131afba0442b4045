package io.tandem.segment.internal;

/** A channel that shared objects travel in. */
public interface Carrier {
    /** {@return what {@link Transfer#channel} says of what is put into it} */
    long channel();

    /** {@return the type of what is put into it, as this handle has it} */
    Class<?> itemType();
}
