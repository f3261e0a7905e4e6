"""Writes output files atomically: complete or not at all, never over another file, readable by the owner only."""

import errno
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from scoring.cli.console import CommandError, Console, reason

# The file systems of USB sticks have no hard links.
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK)


class FileConsole(Console):
    """A console that writes its result to a new file. Messages still go to standard error."""

    def __init__(self, file: Path, *, as_json: bool) -> None:
        super().__init__(as_json=as_json)
        self._file = file

    def write(self, text: str) -> None:
        """Writes the result; raises CommandError if the file exists or cannot be written."""
        write_all({self._file: text})


def check_absent(file: Path) -> None:
    """Raises CommandError if the path already exists or is not valid."""
    try:
        os.lstat(file)
    except (FileNotFoundError, NotADirectoryError):
        return
    except (OSError, ValueError) as error:
        raise CommandError(
            f"cannot be written: {reason(error)}", code="unwritable", file=file
        ) from error
    raise CommandError(
        "already exists. Choose another name, or delete that file.", code="exists", file=file
    )


def write_all(contents: Mapping[Path, str | bytes]) -> None:
    """Writes all of these files or none of them; if one fails, raises CommandError and leaves nothing behind.

    Each file is first written under a temporary name in its folder, so that an interruption leaves no partial file.
    """
    for file in contents:
        check_absent(file)
    with ExitStack() as temporaries, ExitStack() as created:
        ready = [
            (temporaries.enter_context(_temporary(file, content)), file)
            for file, content in contents.items()
        ]
        for temporary, file in ready:
            with _errors_of(file):
                _place(temporary, file)
            created.callback(_remove, file)
        created.pop_all()


@contextmanager
def made_folder(folder: Path) -> Iterator[None]:
    """Makes a folder and its parents; removes those that it made if the block fails."""
    created: list[Path] = []
    try:
        try:
            for each in (*reversed(folder.parents), folder):
                if not os.path.exists(each):
                    os.mkdir(each)
                    created.append(each)
        except (OSError, ValueError) as error:
            raise CommandError(
                f"cannot be made: {reason(error)}", code="unwritable", file=folder
            ) from error
        yield
    except BaseException:
        for each in reversed(created):
            with suppress(OSError):
                os.rmdir(each)
        raise


@contextmanager
def _temporary(file: Path, content: str | bytes) -> Iterator[Path]:
    with _errors_of(file):
        # The temporary file has mode 0600.
        descriptor, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=file.parent)
    try:
        with _errors_of(file), os.fdopen(descriptor, "wb") as out:
            out.write(_encoded(content))
            out.flush()
            # Some file systems report a full disk only on fsync.
            os.fsync(out.fileno())
        yield Path(name)
    finally:
        _remove(Path(name))


def _encoded(content: str | bytes) -> bytes:
    return content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content


def _place(temporary: Path, file: Path) -> None:
    try:
        # Unlike a rename, a hard link fails if the target exists.
        os.link(temporary, file)
    except FileExistsError:
        check_absent(file)
        raise
    except (OSError, NotImplementedError, AttributeError) as error:
        if isinstance(error, OSError) and error.errno not in _NO_LINKS:
            raise
        check_absent(file)
        os.replace(temporary, file)


@contextmanager
def _errors_of(file: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        raise CommandError(
            f"cannot be written: {reason(error)}", code="unwritable", file=file
        ) from error


def _remove(file: Path) -> None:
    with suppress(OSError):
        os.unlink(file)
