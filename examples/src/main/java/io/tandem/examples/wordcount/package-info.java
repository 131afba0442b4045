/**
 * The words of directory trees: worker processes take batches of files from one shared queue and put what they found into
 * another, and the parent adds it up; a large file is many batches, of a piece each.
 * {@link io.tandem.examples.wordcount.Wordcount} is the command, {@link io.tandem.examples.wordcount.Worker} what each process
 * does, and {@link io.tandem.examples.wordcount.Workforce} what the parent does, also when one of them dies.
 * {@link io.tandem.examples.wordcount.WordReader} says what a word is.
 */
@NullMarked
package io.tandem.examples.wordcount;

import org.jspecify.annotations.NullMarked;
