"""Files as the command line reads and writes them: whole, of a size that fits, and never one over another."""

import sys
from collections.abc import Callable
from contextlib import suppress
from getpass import getpass
from pathlib import Path

from scoring.command_line import saved_file

# More than the fullest form takes, in any spelling; what is larger is not even read.
LARGEST = 4_000_000


class FileError(Exception):
    """A file cannot be read, unlocked or written; says which and why, and never what is in it."""

    def __init__(self, file: Path, words: str) -> None:
        super().__init__(f"{file}: {words}")


class Words:
    """The words that lock files: from a file, or asked for once. Never from a command, which others can see."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._known: list[str] = []

    def all(self) -> list[str]:
        """What was given, one to a line; raises FileError where the file cannot be read or is empty."""
        if not self._known:
            self._known = [line for line in self._lines() if saved_file.normalise(line)]
            if not self._known:
                raise FileError(self._file or Path("-"), "there are no words in it")
        return self._known

    def new(self) -> str:
        """Words for a new file, asked for twice; raises FileError where there is not exactly one line of them."""
        known = self.all()
        if self._file is None and getpass("The same words again: ") != known[0]:
            raise FileError(Path("-"), "the words were not the same twice")
        if len(known) > 1:
            raise FileError(
                self._file or Path("-"), "has more than one line: words for one file are on one"
            )
        return known[0]

    def _lines(self) -> list[str]:
        if self._file is None:
            return [getpass("The words that lock the file: ")]
        return text_of(self._file).splitlines()


def text_of(file: Path) -> str:
    """The text of a file; raises FileError where there is none, or too much of it."""
    try:
        if file.stat().st_size > LARGEST:
            raise FileError(file, "is larger than an assessment can be")
        # utf-8-sig: a mark at the start, which some editors write, is not part of the text.
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise FileError(file, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise FileError(file, "is not UTF-8 text; save it as UTF-8 and try again") from error


def unlocked(file: Path, text: str, words: Words) -> str:
    """The text of a locked file, by the first words that open it; raises FileError where none do."""
    if not saved_file.looks_locked(text):
        raise FileError(file, "is not a locked file")
    for each in words.all():
        # Which of several sets of words it is, nobody knows but the file.
        with suppress(saved_file.LockedError):
            return _with_library(saved_file.unlock, text, each)
    raise FileError(file, str(saved_file.LockedError()))


def locked(text: str, words: str) -> str:
    """A locked file of a text."""
    return _with_library(saved_file.lock, text, words)


def write_new(file: Path, text: str) -> None:
    """Writes a file that is not there yet; raises FileError where it is, or cannot be written."""
    try:
        with file.open("x", encoding="utf-8", newline="") as out:
            out.write(text)
    except FileExistsError as error:
        raise FileError(file, "is there already. Name another, or take that one away.") from error
    except OSError as error:
        raise FileError(file, f"cannot be written: {error.strerror}") from error


def _with_library(task: Callable[[str, str], str], text: str, words: str) -> str:
    try:
        return task(text, words)
    except ModuleNotFoundError as error:
        raise FileError(
            Path(sys.executable),
            f"has not got the package {error.name}, which locked files need. Install it with: "
            f"{sys.executable} -m pip install --require-hashes -r requirements-files.txt",
        ) from error
