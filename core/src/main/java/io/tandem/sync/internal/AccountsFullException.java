package io.tandem.sync.internal;

import io.tandem.TandemException;

/** All rows are taken, some by the dead perhaps: who meets it lets go of the lock, settles, and tries once more. */
final class AccountsFullException extends TandemException {
    private static final long serialVersionUID = 1L;

    AccountsFullException(final String message) {
        super(message);
    }
}
