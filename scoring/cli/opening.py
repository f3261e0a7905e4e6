"""Opens the text of a saved file for a command, as the form does, and reports each part that is not valid."""

from pathlib import Path

from scoring.answers.envelope import saved_file
from scoring.answers.envelope.saved_file import Opened
from scoring.cli.console import CommandError, Console
from scoring.definition.model import Instrument
from scoring.errors import AnswersError


def open_assessment(instrument: Instrument, file: Path, text: str, console: Console) -> Opened:
    """Returns what can be read of a file; raises CommandError if it is not a saved assessment."""
    try:
        result = saved_file.open_text(instrument, text)
    except AnswersError as error:
        raise CommandError(str(error), code=error.problem.code, file=file) from error
    for notice in result.notices:
        console.problem(file, notice, level="warning")
    return result
