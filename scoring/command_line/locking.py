"""The commands ``encrypt`` and ``decrypt``."""

import sys
from pathlib import Path

from scoring import opening
from scoring.command_line.files import FileError, Words, locked, text_of, unlocked, write_new
from scoring.errors import AnswersError
from scoring.instrument import Instrument


def encrypt(instrument: Instrument, file: Path, out: Path, words: Words) -> int:
    """Locks an answers file. One that could not be opened again is not locked; the words are asked for twice."""
    text = text_of(file)
    _look_at(instrument, file, text)
    # Looked for first, so that nobody thinks of words for nothing.
    if out.exists():
        raise FileError(out, "is there already. Name another, or take that one away.")
    write_new(out, locked(text, words.new()))
    return 0


def decrypt(instrument: Instrument, file: Path, words: Words) -> str:
    """The answers in a locked file, as they were saved; says on standard error what in them cannot be used."""
    text = unlocked(file, text_of(file), words)
    _look_at(instrument, file, text)
    return text


def _look_at(instrument: Instrument, file: Path, text: str) -> None:
    try:
        opened = opening.open_text(instrument, text)
    except AnswersError as error:
        raise FileError(file, str(error)) from error
    for notice in opened.notices:
        print(f"{file}: {notice.path}: {notice.message}", file=sys.stderr)
