/**
 * The words of directory trees: the processes of a pool count batches of files, and the parent adds it up; a large file is many
 * batches, of a piece each. {@link io.tandem.examples.wordcount.Wordcount} is the command, {@link
 * io.tandem.examples.wordcount.Counter} what each process does.
 * {@link io.tandem.examples.wordcount.WordReader} says what a word is.
 */
@NullMarked
package io.tandem.examples.wordcount;

import org.jspecify.annotations.NullMarked;
