/**
 * The robust lock word, and what is built on it: accounts of which process holds how many, permits, and read-write locks. Imports {@code wait}, {@code segment}
 * and {@code os}.
 */
@NullMarked
package io.tandem.sync.internal;

import org.jspecify.annotations.NullMarked;
