"""The command ``fhir``: writes an assessment, or the empty questionnaire, as a resource of HL7 FHIR R4."""

import json
from collections.abc import Mapping
from pathlib import Path

from scoring.answers.envelope.assessment import Assessment
from scoring.cli.console import Console
from scoring.cli.fhir.resources import questionnaire, questionnaire_response
from scoring.definition.model import Instrument


def write_questionnaire(instrument: Instrument, console: Console) -> int:
    """Writes the Questionnaire and returns the exit status."""
    _write(questionnaire(instrument), console)
    return 0


def write_response(
    instrument: Instrument, assessment: Assessment, file: Path, console: Console
) -> None:
    """Writes the QuestionnaireResponse of the assessment in a file, which is only named in a message."""
    _write(questionnaire_response(instrument, assessment), console)
    if assessment.earlier:
        message = "The response leaves out the earlier assessments in this file."
        console.note(message, code="earlier", file=file)


def _write(resource: Mapping[str, object], console: Console) -> None:
    console.write_json(json.dumps(resource, indent=2, ensure_ascii=False) + "\n")
