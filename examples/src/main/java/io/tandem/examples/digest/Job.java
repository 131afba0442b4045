package io.tandem.examples.digest;

/**
 * A file to read.
 *
 * @param number   of the file in the parent's list.
 * @param location of the file: {@link io.tandem.examples.trees.TreeFile#location()}.
 */
record Job(int number, String location) {}
