package io.tandem.examples.digest;

/**
 * A file to read.
 *
 * @param number of the file in the parent's list.
 * @param path   of the file, absolute.
 */
record Job(int number, String path) {}
