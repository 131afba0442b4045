/**
 * The built-in codecs: tagged fast path, fixed layout of records, JDK serialization behind a filter. Imports
 * {@code segment}, {@code function} and {@code os} alone.
 */
@NullMarked
package io.tandem.codec.internal;

import org.jspecify.annotations.NullMarked;
