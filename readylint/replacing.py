"""Files written in one step: whoever reads meanwhile, or after a full disk, sees the old one or the new one."""

from __future__ import annotations

import contextlib
import errno
import os
import stat

_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_NO_ROOM_BESIDE = {errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY, errno.ENAMETOOLONG}  # a single file of a container's is busy


def put(full: str, data: bytes, mode: int) -> None:
    """Puts a file there. Raises OSError."""
    beside = f"{full}.{os.getpid()}.readylint"
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(beside, mode)
        os.replace(beside, full)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(beside)
        raise


def write(path: str, text: str) -> None:
    """Writes a text to where somebody asked for it. What is no file, `/dev/stdout` say, and a file in a folder that takes no other one
    is written as it stands. Raises OSError."""
    data, is_file = text.encode("utf-8", "replace"), os.path.isfile(path)
    if is_file or not os.path.lexists(path):
        mode = stat.S_IMODE(os.stat(path).st_mode) if is_file else new_mode()
        try:
            put(os.path.realpath(path), data, mode)
            return
        except OSError as error:
            if error.errno not in _NO_ROOM_BESIDE:
                raise
    with open(path, "wb") as stream:
        stream.write(data)


def new_mode() -> int:
    """The mode of a new file, as the user wants it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask
