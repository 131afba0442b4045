package io.tandem.examples.wordcount;

import java.io.Serializable;

/**
 * A part of a large file. Where it begins and ends is moved to behind the next divider, an ASCII character that is no letter: so
 * that no word or character is cut, and each byte of the file is in exactly one piece. {@link PieceInput} reads it.
 *
 * @param from   number of the first byte, before that.
 * @param to     number behind the last one; {@link Long#MAX_VALUE} for the end of the file, wherever that is by then.
 * @param pieces that the file has.
 */
record Piece(long from, long to, int pieces) implements Serializable {}
