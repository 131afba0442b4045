package io.tandem.os;

import java.io.IOException;
import java.io.InputStream;

/** Reads a pipe through a file stream, but for the calls that a file stream answers by seeking, which no pipe can. */
final class PipeInput extends InputStream {
    private final InputStream file;

    PipeInput(final InputStream file) {
        this.file = file;
    }

    @Override
    public int read() throws IOException {
        return file.read();
    }

    @Override
    public int read(final byte[] bytes, final int offset, final int length) throws IOException {
        return file.read(bytes, offset, length);
    }

    @Override
    public int available() throws IOException {
        return file.available();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
