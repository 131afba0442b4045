/** Several processes count the byte values of large files into one shared array, in three ways. */
@NullMarked
package io.tandem.examples.histogram;

import org.jspecify.annotations.NullMarked;
