"""Reads input files, plain or encrypted. Accepts only regular files of limited size."""

import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from scoring.cli.console import CommandError, reason
from scoring.cli.encryption import jwe
from scoring.limits import ANY_FILE

if TYPE_CHECKING:
    from scoring.cli.encryption.passphrases import Passphrases

# Without O_NONBLOCK, opening a named pipe waits until another program writes to it.
_READ = os.O_RDONLY
for _flag in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"):
    _READ |= getattr(os, _flag, 0)


def text_of(file: Path) -> str:
    """Returns the text of a file; raises CommandError if it is missing, too large, not a regular file or not UTF-8."""
    try:
        content = _content(file)
        # utf-8-sig removes the byte order mark that some editors write.
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(
            "is not UTF-8 text; save it as UTF-8 and try again", code="not-utf-8", file=file
        ) from error
    except OSError as error:
        raise CommandError(
            f"cannot be read: {reason(error)}", code="unreadable", file=file
        ) from error
    except ValueError as error:
        # The name contains a null character or a lone surrogate.
        raise CommandError("is not a valid file name", code="unreadable", file=file) from error


def decrypted(file: Path, text: str, passphrases: "Passphrases") -> str:
    """Decrypts a file with the first passphrase that opens it; raises CommandError if none does."""
    if not jwe.looks_encrypted(text):
        raise CommandError("is not a locked file", code="not-locked", file=file)
    for each in passphrases.all():
        with suppress(jwe.DecryptionError):
            return _with_library(jwe.decrypt, text, each)
    raise CommandError(jwe.DecryptionError().problem.message, code="locked", file=file)


def encrypted(text: str, passphrase: str) -> str:
    """Encrypts a text and returns the content of the file."""
    return _with_library(jwe.encrypt, text, passphrase)


def _content(file: Path) -> bytes:
    # Check before opening, because opening a device can have side effects.
    _check_kind(file, file.stat())
    with os.fdopen(os.open(file, _READ), "rb") as opened:
        _check_kind(file, os.fstat(opened.fileno()))
        content = opened.read(ANY_FILE + 1)
    if len(content) > ANY_FILE:
        raise CommandError(
            "is larger than an assessment can be. Choose a saved assessment",
            code="too-large",
            file=file,
        )
    return content


def _check_kind(file: Path, status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise CommandError("is a folder, not a file", code="unreadable", file=file)
    if not stat.S_ISREG(status.st_mode):
        raise CommandError("is a device or a pipe, not a file", code="unreadable", file=file)
    if status.st_size > ANY_FILE:
        raise CommandError(
            "is larger than an assessment can be. Choose a saved assessment",
            code="too-large",
            file=file,
        )


def _with_library(task: Callable[[str, str], str], text: str, passphrase: str) -> str:
    try:
        return task(text, passphrase)
    except ImportError as error:
        raise CommandError(
            f"Locked files need the package {error.name}. Run python3 build.py and use .venv/bin/python.",
            code="missing-package",
        ) from error
