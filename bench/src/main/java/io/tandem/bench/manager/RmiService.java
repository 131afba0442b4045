package io.tandem.bench.manager;

import java.rmi.Remote;
import java.rmi.RemoteException;

/** What others call through {@code java.rmi}. */
interface RmiService extends Remote {
    /** Does nothing. */
    void nothing() throws RemoteException;

    /** {@return the value of a key} */
    Long get(String key) throws RemoteException;
}
