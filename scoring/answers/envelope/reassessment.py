"""Starts a reassessment: copies Section 1, and keeps the previous assessment for comparison."""

from scoring.answers.envelope import carried_over
from scoring.answers.envelope.assessment import parse
from scoring.answers.model import FORMAT, VERSION
from scoring.answers.parsing.values import mapping
from scoring.definition.model import Instrument, Role
from scoring.errors import AnswersError
from scoring.limits import EARLIER

Json = dict[str, object]

# The worker and the date are not copied: a copied name would appear to sign another person's judgement, and a copied
# phone number would reach the wrong person.
_NOT_COPIED = (Role.WORKER_NAME, Role.WORKER_ROLE, Role.WORKER_CONTACT, Role.COMPLETION_DATE)


def reassess(instrument: Instrument, data: object) -> Json:
    """Returns the envelope of a new assessment, from the decoded envelope of the previous one.

    Section 1 is copied, except for the date and the worker's name, role and contact. Section 2, the agreed level and
    the analysis are blank. The ticks that are copied are to be confirmed. The previous assessment becomes the last
    entry in `earlier`. Lists of the case record that continue, such as the chronology, move to the new assessment, so
    that each entry is in the file once. Raises AnswersError as `assessment.parse` does, and if `earlier` is full.
    """
    envelope = mapping(data, "")
    last = parse(instrument, envelope)
    if len(last.earlier) >= EARLIER:
        raise AnswersError(
            "too-many",
            "earlier",
            f"This file already has {EARLIER} earlier assessments, and cannot hold more. "
            "Start a new assessment instead, and keep this file with it.",
        )
    answers = mapping(envelope["answers"], "answers")
    earlier = envelope.get("earlier", [])
    new: Json = {
        "format": FORMAT,
        "version": VERSION,
        "instrument": instrument.version,
        "answers": {key: answers[key] for key in _carried(instrument) if key in answers},
        "earlier": [
            *(earlier if isinstance(earlier, list) else []),
            {"instrument": instrument.version, "answers": _without_moved(instrument, answers)},
        ],
        carried_over.KEY: carried_over.all_of(instrument, last.answers),
    }
    return {**new, "practice": True} if last.practice else new


def _carried(instrument: Instrument) -> tuple[str, ...]:
    fields = [field for group in instrument.groups for field in group.fields]
    return (
        *(field.id for field in fields if field.role not in _NOT_COPIED),
        *(tick_list.id for tick_list in instrument.tick_lists),
        *(field.id for field in instrument.record.fields),
        *_moved(instrument),
    )


def _moved(instrument: Instrument) -> list[str]:
    return [each.id for each in instrument.record.lists if each.carried]


def _without_moved(instrument: Instrument, answers: Json) -> Json:
    moved = _moved(instrument)
    return {key: value for key, value in answers.items() if key not in moved}
