"""The command ``compare``: prints how two files of one assessment differ. It changes neither of them."""

from pathlib import Path

from scoring.answers.envelope.assessment import Assessment, parse
from scoring.answers.merging.differences import Difference, differences
from scoring.cli.console import CommandError, Console, escaped
from scoring.cli.encryption.jwe import looks_encrypted
from scoring.cli.encryption.passphrases import Passphrases
from scoring.cli.files import decrypted, text_of
from scoring.cli.opening import open_assessment
from scoring.definition.model import Instrument
from scoring.errors import AnswersError
from scoring.report.wording import difference_wording

BLANK = "(not answered)"


def compare(
    instrument: Instrument, file: Path, other: Path, passphrases: Passphrases, console: Console
) -> int:
    """Prints each answer that differs, as both files have it, and returns the exit status: 1 if there are any."""
    sides = {each: _open(instrument, each, passphrases, console) for each in (file, other)}
    current, second = sides[file], sides[other]
    all_differences = differences(instrument, current, second)
    try:
        notes = difference_wording.notes(instrument, current, second, all_differences)
    except AnswersError as error:
        problem = error.problem
        raise CommandError(problem.message, code=problem.code, file=other) from error
    for note in notes:
        console.note(note, code="compare", file=other)
    lines = [line for each in all_differences for line in _lines(instrument, sides, each)]
    text = (
        "\n".join(escaped(line) for line in lines) or "The answers in the two files are the same."
    )
    console.write(f"{text}\n")
    return 1 if all_differences else 0


def _open(
    instrument: Instrument, file: Path, passphrases: Passphrases, console: Console
) -> Assessment:
    """Reads a file as the form does, and reports each part that is not valid."""
    text = text_of(file)
    if looks_encrypted(text):
        text = decrypted(file, text, passphrases)
    return parse(instrument, open_assessment(instrument, file, text, console).envelope)


def _lines(
    instrument: Instrument, sides: dict[Path, Assessment], difference: Difference
) -> list[str]:
    """Returns the question, and below it what each file says, each line of it indented."""
    lines = [difference_wording.label(instrument, difference)]
    for file, assessment in sides.items():
        answers = difference_wording.side(instrument, assessment, difference) or [BLANK]
        lines.append(f"  {file}:")
        lines.extend(f"    {line}" for part in answers for line in part.split("\n"))
    return lines
