"""Writes to standard output and standard error: text or JSON, without control characters or tracebacks."""

import json
import re
import sys
from pathlib import Path
from typing import Final

from scoring.errors import Problem

# C0 and C1 control characters, bidirectional formatting characters and lone surrogates.
_UNSAFE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
# In JSON, C0 controls occur only between values, as line ends and indentation.
_UNSAFE_IN_JSON: Final = re.compile("[\x7f-\x9f]")


class CommandError(Exception):
    """A command cannot continue. The message says why and never repeats what was typed into a form."""

    def __init__(self, message: str, *, code: str, file: Path | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.file = file


class Console:
    """Writes results to standard output and messages, one to a line, to standard error."""

    def __init__(self, *, as_json: bool = False) -> None:
        self._as_json = as_json

    def error(self, error: CommandError) -> None:
        """Writes the reason why a command, or one of its files, failed."""
        self._say("error", error.code, error.message, error.file)

    def problem(self, file: Path, problem: Problem, *, level: str = "error") -> None:
        """Writes a problem at one place in a file."""
        self._say(level, problem.code, problem.message, file, problem.path)

    def note(self, message: str, *, code: str, file: Path | None = None) -> None:
        """Writes a message that is not an error."""
        self._say("note", code, message, file)

    def write(self, text: str) -> None:
        """Writes a result; raises CommandError if standard output is closed, full or broken."""
        if sys.stdout is None:
            raise CommandError("The output cannot be written, because it is closed", code="output")
        try:
            sys.stdout.write(text)
            # Flush now: an error at exit would print a traceback and change the exit status.
            sys.stdout.flush()
        except (OSError, ValueError) as error:
            # Drop the stream, so that Python does not flush it again at exit.
            sys.stdout = None
            raise CommandError(
                f"The output cannot be written: {reason(error)}", code="output"
            ) from error

    def write_json(self, text: str) -> None:
        """Writes JSON text with C1 controls as escapes, which are equivalent and harmless to a terminal."""
        self.write(
            _UNSAFE_IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text).replace("\r", "\n")
        )

    def _say(
        self, level: str, code: str, message: str, file: Path | None = None, path: str = ""
    ) -> None:
        name = "" if file is None else str(file)
        if self._as_json:
            line = json.dumps(
                {"level": level, "code": code, "file": name, "path": path, "message": message}
            )
        else:
            line = escaped(": ".join(part for part in (name, path, message) if part))
        if sys.stderr is None:
            return
        try:
            sys.stderr.write(line + "\n")
            sys.stderr.flush()
        except (OSError, ValueError):
            # The output is closed. The exit status still reports the failure.
            sys.stderr = None


def escaped(text: str) -> str:
    r"""Returns the text on one line, with characters that a terminal might interpret as escapes such as ``\x1b``."""
    return _UNSAFE.sub(_escape, text)


def reason(error: Exception) -> str:
    """Returns the operating system's description of an error, without the file name."""
    return (error.strerror if isinstance(error, OSError) else None) or type(error).__name__


def _escape(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}"
