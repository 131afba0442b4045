package io.tandem.segment.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tandem.os.OperatingSystem;
import io.tandem.segment.Domain;
import io.tandem.segment.IncompatibleException;
import io.tandem.segment.ObjectNotFoundException;
import io.tandem.testing.TestDomain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose files and directories are accepted, and which never. */
class DomainAccessTest {
    private static final int OTHER_USER = 54321;

    private Path directory;

    @BeforeEach
    void choose() {
        directory = TestDomain.freshDirectory();
    }

    @AfterEach
    void delete() throws IOException {
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) && Files.exists(directory.resolve("domain"))) {
            ProcessRegistry.of(open()).leave();
        }
        TestDomain.deleteTree(directory);
        Files.deleteIfExists(directory);
    }

    @Test
    void shouldKeepDirectoriesAndFilesToTheUser() throws IOException {
        Segment.create(Domain.at(directory), Specs.named("orders")).close();

        assertThat(mode(directory)).isEqualTo(0700);
        assertThat(mode(directory.resolve("names"))).isEqualTo(0700);
        assertThat(mode(directory.resolve("domain"))).isEqualTo(0600);
        assertThat(mode(directory.resolve("names/orders"))).isEqualTo(0600);
        assertThat(mode(directory.resolve("processes/1"))).isEqualTo(0600);
    }

    @Test
    void shouldOpenDirectoriesAndFilesToTheGroupWhenAskedTo() throws IOException {
        Segment.create(Domain.builder(directory).group().allowUsers(OTHER_USER).open(), Specs.named("orders"))
                .close();

        assertThat(mode(directory)).isEqualTo(02770);
        assertThat(mode(directory.resolve("names"))).isEqualTo(02770);
        assertThat(mode(directory.resolve("names/orders"))).isEqualTo(0660);
    }

    @Test
    void shouldReturnSameDomainWhenDirectoryIsTheSame() throws IOException {
        final Domain domain = Domain.at(directory);

        assertThat(Domain.at(directory.resolve("../" + directory.getFileName())))
                .isSameAs(domain);
        assertThatThrownBy(() -> Domain.builder(directory).group().open())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("same options");
    }

    @Test
    void shouldMakeAnotherDomainWhenDirectoryWasRemoved() throws IOException {
        final Domain before = Domain.at(directory);
        TestDomain.deleteTree(directory);

        final Domain after = Domain.at(directory);

        assertThat(after).isNotSameAs(before);
        assertThat(DomainState.of(after).incarnation())
                .isNotEqualTo(DomainState.of(before).incarnation());
    }

    @Test
    void shouldRefuseDirectoryOfAnotherUser() throws IOException {
        assumeRoot();
        Domain.at(directory);
        chown(directory);

        assertThatThrownBy(() -> reopened(DomainAccess.PRIVATE))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("user " + OTHER_USER);
        chown(directory, 0);
    }

    @Test
    void shouldRefuseObjectOfAnotherUserUnlessAllowed() throws IOException {
        assumeRoot();
        Segment.create(Domain.at(directory), Specs.named("orders")).close();
        chown(directory.resolve("names/orders"));

        assertThatThrownBy(() -> Segment.open(Domain.at(directory), Specs.named("orders")))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("user " + OTHER_USER);
        assertThatThrownBy(() -> Segment.delete(Domain.at(directory), "orders", ObjectKind.PIPE))
                .isInstanceOf(IncompatibleException.class);
    }

    @Test
    void shouldAcceptObjectOfAnAllowedUser() throws IOException {
        assumeRoot();
        final Domain domain =
                Domain.builder(directory).group().allowUsers(OTHER_USER).open();
        Segment.create(domain, Specs.named("orders")).close();
        chown(directory.resolve("names/orders"));

        final Segment opened = Segment.open(domain, Specs.named("orders"));

        assertThat(opened.buffer(0, 8).getLong(0)).isEqualTo(Specs.BODY_WORD);
        opened.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwxrwx", "rwx----w-", "rwx-w----"})
    void shouldRefuseDirectoryThatOthersCanWriteTo(final String mode) throws IOException {
        Domain.at(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));

        assertThatThrownBy(() -> reopened(DomainAccess.PRIVATE))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("mode");

        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void shouldRefuseObjectThatOthersCanWriteTo() throws IOException {
        final Domain domain = Domain.at(directory);
        Segment.create(domain, Specs.named("orders")).close();
        Files.setPosixFilePermissions(directory.resolve("names/orders"), PosixFilePermissions.fromString("rw-rw-rw-"));

        assertThatThrownBy(() -> Segment.open(domain, Specs.named("orders")))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("666");
    }

    @Test
    void shouldRefuseLinkInThePlaceOfADomain() throws IOException {
        final Path target = TestDomain.freshDirectory();
        try {
            DomainOpening.open(target, DomainAccess.PRIVATE);
            Files.createSymbolicLink(directory, target);

            assertThatThrownBy(() -> Domain.at(directory))
                    .isInstanceOf(IncompatibleException.class)
                    .hasMessageContaining("symbolic link");
        } finally {
            Files.deleteIfExists(directory);
            TestDomain.deleteTree(target);
        }
    }

    @Test
    void shouldRefuseLinkInThePlaceOfAnObject() throws IOException {
        final Domain domain = Domain.at(directory);
        final Segment segment = Segment.create(domain, Specs.named("orders"));
        Files.createSymbolicLink(directory.resolve("names/link"), directory.resolve("names/orders"));
        Files.createSymbolicLink(directory.resolve("objects/999"), directory.resolve("names/orders"));

        assertThatThrownBy(() -> Segment.open(domain, Specs.named("link")))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("symbolic link");
        assertThatThrownBy(() -> Segment.attach(domain, 999, ObjectKind.PIPE))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("symbolic link");
        assertThatThrownBy(() -> Segment.create(domain, Specs.named("link"))).hasMessageContaining("taken");

        segment.close();
    }

    @Test
    void shouldRefuseLinkInThePlaceOfAPart() throws IOException {
        final Domain domain = Domain.at(directory);
        Files.delete(directory.resolve("objects"));
        Files.createSymbolicLink(directory.resolve("objects"), Path.of("/tmp"));

        assertThatThrownBy(() -> reopened(DomainAccess.PRIVATE))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("symbolic link");

        Files.delete(directory.resolve("objects"));
        Files.createDirectory(
                directory.resolve("objects"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        assertThat(domain.names()).isEmpty();
    }

    @Test
    void shouldRefuseDirectoryThatHoldsSomethingElse() throws IOException {
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(directory.resolve("thesis.tex"), "\\section{Faisal}");

        assertThatThrownBy(() -> Domain.at(directory))
                .isInstanceOf(IncompatibleException.class)
                .hasMessageContaining("thesis.tex");

        assertThat(directory.resolve("domain")).doesNotExist();
    }

    @Test
    void shouldSayWhatIsMissingWhenParentIsMissing() {
        assertThatThrownBy(() -> Domain.at(directory.resolve("no/such")))
                .isInstanceOf(ObjectNotFoundException.class)
                .hasMessageContaining(directory.resolve("no").toString());
    }

    private Domain open() {
        return Files.exists(directory.resolve("names")) && modeUnchecked(directory) == 02770
                ? Domain.builder(directory).group().allowUsers(OTHER_USER).open()
                : Domain.at(directory);
    }

    private void reopened(final DomainAccess access) {
        DomainOpening.open(directory, access);
    }

    private static void assumeRoot() {
        assumeThat(OperatingSystem.current().userId())
                .as("only root may give files away")
                .isZero();
    }

    private static void chown(final Path path) throws IOException {
        chown(path, OTHER_USER);
    }

    private static void chown(final Path path, final int user) throws IOException {
        Files.setAttribute(path, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
    }

    private static int mode(final Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
    }

    private static int modeUnchecked(final Path path) {
        return OperatingSystem.current().status(path).permissions();
    }
}
