/** Small C programs of our own, compiled where they run: the physical limit that others are held against. */
@NullMarked
package io.tandem.bench.c;

import org.jspecify.annotations.NullMarked;
