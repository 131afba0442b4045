package io.tandem.os;

import org.jspecify.annotations.Nullable;

/**
 * What stands at a path, as {@code lstat} tells it.
 *
 * @param userId      of the owner.
 * @param groupId     of the group.
 * @param permissions the lower twelve mode bits.
 * @param kind        file, directory, link or something else.
 * @param device      number of the device.
 * @param inode       number of the file on its device.
 * @param size        in bytes.
 */
public record FileStatus(int userId, int groupId, int permissions, Kind kind, long device, long inode, long size) {
    /**
     * Tells whether two looks found the same file, which stays sure for as long as the file is open or mapped.
     *
     * @param other look, or null if nothing stood there.
     * @return whether device and inode are the same.
     */
    public boolean isSameFile(final @Nullable FileStatus other) {
        return other != null && other.inode == inode && other.device == device;
    }

    /** Kinds of things that stand at a path. */
    public enum Kind {
        /** A regular file. */
        FILE,
        /** A directory. */
        DIRECTORY,
        /** A symbolic link. */
        LINK,
        /** A device, socket or named pipe. */
        OTHER
    }
}
