/**
 * What commands have in common that let worker processes read directory trees: the command line and the report
 * ({@link io.tandem.examples.trees.TreeCommand}), the files, the workers, and the comparison with one process.
 */
@NullMarked
package io.tandem.examples.trees;

import org.jspecify.annotations.NullMarked;
