package io.tandem.manager.internal;

/** Collects and checks options. */
public final class ManagerBuilder {}
