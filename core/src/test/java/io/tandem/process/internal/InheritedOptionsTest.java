package io.tandem.process.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InheritedOptionsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-agentlib:jdwp=transport=dt_socket,server=y,address=5005",
                "-agentpath:/opt/profiler.so",
                "-javaagent:/opt/agent.jar",
                "-Xdebug",
                "-Xrunjdwp:transport=dt_socket",
                "-Dcom.sun.management.jmxremote.port=9010",
                "-XX:StartFlightRecording=filename=a.jfr",
                "-XX:SharedArchiveFile=a.jsa",
                "-XX:ArchiveClassesAtExit=a.jsa",
                "-XX:AOTCache=a.aot",
                "-Xloggc:gc.log",
                "-Xlog:gc*:file=gc.log",
                "-Xlog:gc:gc.log:uptime",
                "--add-modules=ALL-DEFAULT",
                "--module-path=lib",
                "-Djdk.module.main=program",
                "-Dtandem.dir=/dev/shm/x",
                "-Dtandem.users=1"
            })
    void shouldDropAnOptionWhenItServesOneProcessAlone(final String option) {
        assertThat(InheritedOptions.of(List.of("-ea", option, "-Xss1m"))).containsExactly("-ea", "-Xss1m");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Xmx1g",
                "-Da=b",
                "-ea",
                "-XX:+UseSerialGC",
                "-XX:ErrorFile=hs_err_pid%p.log",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-modules=java.sql",
                "-Xlog:gc",
                "-Xlog:gc*",
                "-Xlog:gc:stderr",
                "-Xlog:gc::uptime",
                "-Xlog:gc:file=gc-%p.log",
                "-Xlog:disable",
                "-Xshare:auto",
                "-Dtandem.access=flags"
            })
    void shouldKeepAnOptionWhenItServesEveryProcess(final String option) {
        assertThat(InheritedOptions.of(List.of(option))).containsExactly(option);
    }

    @Test
    void shouldKeepTheOrderWhenOptionsRepeat() {
        assertThat(InheritedOptions.of(List.of("-Xmx1g", "-Xdebug", "-Xmx2g"))).containsExactly("-Xmx1g", "-Xmx2g");
    }
}
