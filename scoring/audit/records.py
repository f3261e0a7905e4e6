"""Audit records and deduplication: what the audit reads from a saved file, and which file of an assessment it counts.

Two files are of the same assessment if they have the same `assessment_id`, which the form generates when an
assessment is started. Older files have no identifier; they are duplicates only if their content is the same.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from scoring.answers.envelope.assessment import saved
from scoring.answers.parsing import strict_json
from scoring.audit import audit_row
from scoring.audit.audit_row import Row, Undecided
from scoring.definition.model import Instrument
from scoring.errors import AnswersError

# A key of the envelope. It is absent in files saved before December 2026.
IDENTITY: Final = "assessment_id"
COPY: Final = "is a copy of {}, which is counted once."
OLDER: Final = "is an older version of the assessment in {}. Only the newest version is counted."
_KEYS = ("row", "identity", "content", "saved")
_DIGEST = re.compile("[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Record:
    """A row with SHA-256 digests (hexadecimal) of the assessment's identifier and content, and when it was saved."""

    row: Row
    identity: str
    content: str
    saved: str
    undecided: tuple[Undecided, ...] = ()


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A file that is not counted because another file of its assessment is. Both are positions in the list of files."""

    index: int
    counted: int
    message: str


def record(instrument: Instrument, text: str, today: date | None = None) -> Record:
    """Returns the record of a saved assessment, decrypted; raises AnswersError as `audit_row.row` does.

    `today` is the device's date: an assessment completed after it belongs to no period.
    """
    row, undecided = audit_row.row(instrument, text, today)
    envelope = strict_json.read(text.removeprefix("\ufeff"))
    # `row` has already refused a file that is not an object.
    assert isinstance(envelope, dict)
    minute = _minute(envelope.pop("saved", ""))
    content = _digest(envelope)
    identity = envelope.get(IDENTITY)
    is_known = isinstance(identity, str) and identity.strip() != ""
    # Without an identifier, the content identifies the assessment.
    return Record(row, _digest([identity]) if is_known else content, content, minute, undecided)


def checked(instrument: Instrument, data: object) -> tuple[Record, ...]:
    """Validates records that the page sends back; raises AnswersError for anything that `record` cannot produce."""
    if not isinstance(data, list):
        raise AnswersError("row", "records", "must be a list")
    return tuple(_checked(instrument, each, f"records[{index}]") for index, each in enumerate(data))


def unique(records: Sequence[Record]) -> tuple[tuple[Record, ...], tuple[Duplicate, ...]]:
    """Returns the newest record of each assessment, and the duplicates, both in the order of the list."""
    newest: dict[str, int] = {}
    for index, each in enumerate(records):
        other = newest.get(each.identity)
        if other is None or _order(each) > _order(records[other]):
            newest[each.identity] = index
    duplicates = [
        Duplicate(index, counted, COPY if each.content == records[counted].content else OLDER)
        for index, each in enumerate(records)
        if (counted := newest[each.identity]) != index
    ]
    return tuple(records[index] for index in sorted(newest.values())), tuple(duplicates)


def as_json(audit_record: Record) -> Mapping[str, object]:
    """Returns a record as JSON for the page."""
    return {
        "row": audit_record.row,
        "identity": audit_record.identity,
        "content": audit_record.content,
        "saved": audit_record.saved,
        "undecided": [
            {"key": each.key, "label": each.label, "typed": each.typed, "answers": each.answers}
            for each in audit_record.undecided
        ],
    }


def _order(each: Record) -> tuple[str, str]:
    # The content breaks ties between files saved in the same minute, so that the order of the files does not matter.
    return each.saved, each.content


def _checked(instrument: Instrument, data: object, path: str) -> Record:
    if not isinstance(data, dict) or set(data) != set(_KEYS):
        raise AnswersError("row", path, "must have the parts of a record and nothing else")
    for key in ("identity", "content"):
        if not (isinstance(data[key], str) and _DIGEST.fullmatch(data[key])):
            raise AnswersError("row", f"{path}.{key}", "must be a digest")
    return Record(
        audit_row.checked(instrument, data["row"], f"{path}.row"),
        data["identity"],
        data["content"],
        saved(f"{path}.saved", data["saved"]),
    )


def _minute(value: object) -> str:
    try:
        return saved("saved", value)
    except AnswersError:
        return ""


def _digest(value: object) -> str:
    # Keys are sorted, so that files with another key order have the same digest.
    text = json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return sha256(text.encode("ascii")).hexdigest()[:32]
