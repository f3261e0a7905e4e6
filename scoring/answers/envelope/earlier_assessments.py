"""Earlier assessments in a saved file: keeps the valid ones, and adds a notice for each that was left out."""

from scoring.answers.envelope.recovery import Json, Recovery
from scoring.definition.model import Instrument
from scoring.limits import EARLIER


def recovered(instrument: Instrument, value: object, of_file: Recovery) -> list[Json]:
    """Returns the earlier assessments that can be read, oldest first."""
    if value is None:
        return []
    if not isinstance(value, list):
        of_file.note(
            "earlier",
            "earlier",
            "The earlier assessments could not be read, so they were left out.",
        )
        return []
    if len(value) > EARLIER:
        of_file.note(
            "too-many",
            "earlier",
            f"The file has more than {EARLIER} earlier assessments. The last {EARLIER} of them were kept.",
        )
    first = max(0, len(value) - EARLIER)
    assessments = [
        _one_earlier(instrument, value[index], index, of_file) for index in range(first, len(value))
    ]
    return [each for each in assessments if each]


def _one_earlier(instrument: Instrument, entry: object, index: int, of_file: Recovery) -> Json:
    path, words = f"earlier[{index}]", f"Earlier assessment {index + 1}"
    version = entry.get("instrument") if isinstance(entry, dict) else None
    changed = instrument.changed_since(version) if isinstance(version, str) else None
    if version == instrument.version:
        changed = frozenset()
    if not isinstance(entry, dict) or changed is None or not isinstance(entry.get("answers"), dict):
        of_file.note(
            "earlier",
            path,
            f"{words} cannot be read and was left out. If you still have the file in which it was first saved, look "
            "there.",
        )
        return {}
    recovery = Recovery(instrument, changed, f"{path}.answers", f"{words}: ")
    answers = recovery.answers(entry["answers"])
    of_file.not_used(path, [key for key in entry if key not in ("instrument", "answers")])
    of_file.notices.extend(recovery.notices)
    return {"instrument": instrument.version, "answers": answers}
