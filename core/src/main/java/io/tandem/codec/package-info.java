/**
 * Objects to bytes and back. Channels choose by the type of their messages:
 *
 * <ul>
 *   <li>a record of primitives, their boxes, {@code String}, {@code byte[]}, enums and records of such travels in a fixed
 *       layout, which the channel's header spells out: a process with another version of the record class is refused at
 *       open, with both layouts in the message;
 *   <li>{@code String}, boxed primitives and arrays of primitives travel behind a tag of one byte;
 *   <li>everything else travels by JDK serialization, behind the filter of {@code tandem.serialFilter} (a pattern as
 *       {@code jdk.serialFilter} has it), the JVM's own, and limits that follow from the length of the message; shared
 *       objects in it stay shared;
 *   <li>or as a {@link io.tandem.codec.Codec} of your own says.
 * </ul>
 *
 * <p>The first two allocate nothing to encode, and nothing but the result to decode. What a sender can't encode is refused
 * in its own call; bytes that don't fit end in a {@link io.tandem.codec.CorruptMessageException} at the receiver, whatever
 * they are. Imports {@code segment}, {@code function} and {@code os} alone.
 *
 * @serial exclude
 */
@NullMarked
package io.tandem.codec;

import org.jspecify.annotations.NullMarked;
