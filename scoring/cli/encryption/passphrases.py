"""Reads passphrases from a file or the terminal, never from an argument, which other users could see."""

import os
import sys
from getpass import getpass
from pathlib import Path

from scoring.cli import files
from scoring.cli.console import CommandError
from scoring.cli.encryption import jwe


class Passphrases:
    """Passphrases, read when they are first needed."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._known: list[str] = []

    def all(self) -> list[str]:
        """Returns the passphrases, one for each line; raises CommandError if there are none."""
        if not self._known:
            self._known = [line for line in self._lines() if jwe.normalise(line)]
            if not self._known:
                raise self._error("no passphrase was given")
        return self._known

    def new(self) -> str:
        """Returns the passphrase for a new file, typed twice; raises CommandError unless there is exactly one."""
        known = self.all()
        if self._file is None and _typed("The same passphrase again: ") != known[0]:
            raise self._error("the two passphrases are not the same")
        if len(known) > 1:
            raise self._error("has more than one line. Put the passphrase on one line")
        return known[0]

    def _lines(self) -> list[str]:
        if self._file is None:
            return [_typed("Passphrase: ")]
        return files.text_of(self._file).splitlines()

    def _error(self, message: str) -> CommandError:
        sentence = message if self._file else f"{message[0].upper()}{message[1:]}."
        return CommandError(sentence, code="passphrase", file=self._file)


def _typed(prompt: str) -> str:
    if not _has_terminal():
        raise CommandError(
            "The passphrase cannot be typed here, because there is no terminal. Put it into a file, and name "
            "the file with --passphrase-from.",
            code="no-terminal",
        )
    try:
        return getpass(prompt)
    except EOFError as error:
        raise CommandError("No passphrase was typed.", code="passphrase") from error
    except Exception as error:
        # Reading fails, for example, if the terminal window is closed.
        raise CommandError(
            "The passphrase could not be read from the terminal.", code="no-terminal"
        ) from error


def _has_terminal() -> bool:
    """Reports whether a person can be asked. Reading from a pipe or another device might never end."""
    if os.name == "nt":
        return True
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        # getpass then writes its prompt to standard error, which must be open.
        return sys.stdin is not None and sys.stdin.isatty() and sys.stderr is not None
    return True
