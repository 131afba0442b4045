/**
 * Sizes, lines and hashes: worker processes read the files of directory trees, and the parent puts their answers together.
 * {@link io.tandem.examples.digest.Digest} is a command, {@link io.tandem.examples.digest.Hash} another one, that compares
 * processes with threads; {@link io.tandem.examples.digest.FileReader} does the reading.
 */
@NullMarked
package io.tandem.examples.digest;

import org.jspecify.annotations.NullMarked;
