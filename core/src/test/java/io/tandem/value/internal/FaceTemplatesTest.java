package io.tandem.value.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Eight faces, one source. */
class FaceTemplatesTest {
    @Test
    void shouldFindNoFaceChangedByHandWhenTemplatesAreExpandedAgain() throws IOException {
        final Map<Path, String> expanded = FaceTemplates.expanded();

        assertThat(expanded).hasSize(4 * FaceTemplates.TYPES.size() + FaceTemplates.WORDS.size());
        for (final Map.Entry<Path, String> file : expanded.entrySet()) {
            assertThat(withoutLayout(Files.readString(file.getKey())))
                    .as(file.getKey() + ": change the template, and run FaceTemplates")
                    .isEqualTo(withoutLayout(file.getValue()));
        }
    }

    /** The formatter breaks lines, and joins those of comments. */
    private static String withoutLayout(final String text) {
        return text.replaceAll("(?m)^ *\\*(?!/)", "").replaceAll("\\s+", "");
    }
}
