/**
 * The built-in codecs: tagged fast path, fixed layout of records, JDK serialization behind a filter.
 *
 * <p>Promises between processes: what a codec of one name writes, every codec of that name reads; any bytes at all end in a
 * value or in a refusal, and never read beyond their message.
 *
 * <p>Imports {@code segment}, {@code function} and {@code os} alone; where messages lie isn't known here.
 */
@NullMarked
package io.tandem.codec.internal;

import org.jspecify.annotations.NullMarked;
