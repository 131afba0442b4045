package io.tandem.examples.wordcount;

import io.tandem.examples.trees.TreeFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks whether later readings find what those before found. */
final class Repetition {
    private final List<TreeFile> all;
    private final Tally.Totals ofAll;
    private Tally.@Nullable Totals ofPart;
    private boolean changed;

    Repetition(final List<TreeFile> all, final Tally.Totals ofAll) {
        this.all = all;
        this.ofAll = ofAll;
    }

    void accept(final List<TreeFile> part, final Tally.Totals found) {
        if (ofPart == null) {
            ofPart = part.size() == all.size() ? ofAll : found;
        }
        changed |= !found.equals(ofPart);
    }

    boolean changed() {
        return changed;
    }
}
