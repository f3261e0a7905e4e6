"""The command ``fhir``: writes an assessment, or the empty questionnaire, as a resource of HL7 FHIR R4."""

import json
from collections.abc import Mapping
from pathlib import Path

from scoring.answers.envelope.assessment import Assessment
from scoring.cli.console import Console
from scoring.cli.fhir.resources import questionnaire, questionnaire_response
from scoring.cli.new_files import write_all
from scoring.definition.model import Instrument


def write_questionnaire(instrument: Instrument, out: Path | None, console: Console) -> int:
    """Writes the Questionnaire to a new file or to standard output, and returns the exit status."""
    _write(questionnaire(instrument), out, console)
    return 0


def write_response(
    instrument: Instrument, assessment: Assessment, file: Path, out: Path | None, console: Console
) -> None:
    """Writes the QuestionnaireResponse to a new file or to standard output."""
    _write(questionnaire_response(instrument, assessment), out, console)
    if assessment.earlier:
        message = "The response leaves out the earlier assessments in this file."
        console.note(message, code="earlier", file=file)


def _write(resource: Mapping[str, object], out: Path | None, console: Console) -> None:
    text = json.dumps(resource, indent=2, ensure_ascii=False) + "\n"
    if out is None:
        console.write_json(text)
    else:
        write_all({out: text})
