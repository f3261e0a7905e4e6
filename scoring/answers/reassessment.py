"""Starts a reassessment from an assessment: who it is about is carried over, what was judged then stands beside it."""

from scoring.answers import FORMAT, VERSION, mapping
from scoring.assessment import MOST_EARLIER, parse
from scoring.errors import AnswersError
from scoring.instrument import Instrument, Role

Json = dict[str, object]

# Whoever assesses now, and when, is asked anew: a name carried over would sign for somebody else's judgement.
_ASKED_ANEW = (Role.WORKER_NAME, Role.COMPLETION_DATE)


def reassess(instrument: Instrument, data: object) -> Json:
    """The envelope of a new assessment from the decoded envelope of the last one.

    Section 1 is carried over but for the worker's name and the date; Section 2, the level with its agreement and the
    analysis are blank. The assessment itself becomes the last of the earlier ones. Raises AnswersError as
    `assessment.parse` does, and where there is no room for another.
    """
    envelope = mapping(data, "")
    last = parse(instrument, envelope)
    if len(last.earlier) >= MOST_EARLIER:
        raise AnswersError(
            "too-many",
            "earlier",
            f"This file already has {MOST_EARLIER} earlier assessments, and cannot hold more. "
            "Start a new assessment instead, and keep this file with it.",
        )
    given = mapping(envelope["answers"], "answers")
    earlier = envelope.get("earlier", [])
    new: Json = {
        "format": FORMAT,
        "version": VERSION,
        "instrument": instrument.version,
        "answers": {key: given[key] for key in _carried(instrument) if key in given},
        "earlier": [
            *(earlier if isinstance(earlier, list) else []),
            {"instrument": instrument.version, "answers": given},
        ],
    }
    return {**new, "practice": True} if last.practice else new


def _carried(instrument: Instrument) -> tuple[str, ...]:
    fields = [field for group in instrument.groups for field in group.fields]
    return (
        *(field.id for field in fields if field.role not in _ASKED_ANEW),
        *(tick_list.id for tick_list in instrument.tick_lists),
    )
