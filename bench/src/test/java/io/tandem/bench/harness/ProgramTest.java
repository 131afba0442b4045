package io.tandem.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgramTest {
    private final Halt halt = new Halt();
    private Workplace workplace;

    @BeforeEach
    void makeWorkplace() throws IOException {
        workplace = Workplace.create(Cpus.any(), halt);
    }

    @AfterEach
    void deleteWorkplace() throws IOException {
        workplace.delete();
        assertThat(ProcessHandle.current().children()).isEmpty();
    }

    @Test
    void shouldAnswerEachQuestionWhenItIsWell() throws IOException {
        final Program program = workplace.start("sh", "-c", "while read line; do echo \"<$line>\"; done");

        assertThat(program.ask("one")).isEqualTo("<one>");
        assertThat(program.ask("two")).isEqualTo("<two>");
    }

    @Test
    void shouldTellItsLastWordsWhenItEnds() throws IOException {
        final Program program = workplace.start("sh", "-c", "read line; echo \"can't count $line\" >&2; exit 3");

        assertThatThrownBy(() -> program.ask("beans"))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("sh (pid ")
                .hasMessageContaining("ended with exit code 3")
                .hasMessageEndingWith("can't count beans");
    }

    @Test
    void shouldSaySoWhenItHangsAndTheRunIsHalted() throws IOException {
        final Program program = workplace.start("sh", "-c", "echo thinking >&2; read line; read line");
        halt.ask("the time is up");
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> program.ask("anything"))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("this took too long")
                .hasMessageContaining("runs");
    }

    @Test
    void shouldStartNothingWhenTheRunIsOver() throws IOException {
        workplace.delete();

        assertThatThrownBy(() -> workplace.start("sh", "-c", "read line"))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("the run is over");
    }
}
