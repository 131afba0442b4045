/**
 * Objects to bytes and back. Imports {@code segment} and {@code function} alone.
 */
@NullMarked
package io.tandem.codec;

import org.jspecify.annotations.NullMarked;
