/** What a run found, as a table for people and as JSON for programs. */
@NullMarked
package io.tandem.bench.report;

import org.jspecify.annotations.NullMarked;
