"""Items of HL7 FHIR R4 for the entry lists of the case record, such as the chronology."""

from collections.abc import Iterator

from scoring.answers.model import Entry
from scoring.cli.fhir.codes import Json
from scoring.cli.fhir.field_items import kind_of, text_value
from scoring.cli.fhir.item import Item
from scoring.definition.entry_lists import ABOUT, EntryField, EntryKind, EntryList
from scoring.definition.model import Instrument


def entry_list_item(instrument: Instrument, entry_list: EntryList) -> Item:
    """Returns a group that repeats, once for each entry."""
    head = {"linkId": entry_list.id, "text": entry_list.label}
    subjects = instrument.subjects(entry_list)
    # The field of an entry, its label, and its options.
    fields = [
        *([(ABOUT, "What it is about", subjects, False)] if subjects else []),
        *(_of_entry(each) for each in entry_list.fields),
    ]
    inside: list[Json] = [
        {
            "linkId": f"{entry_list.id}.{key}",
            "text": label,
            **kind_of(instrument, f"{entry_list.id}.{key}", offered, is_long=is_long),
        }
        for key, label, offered, is_long in fields
    ]

    def parts(entry: Entry) -> Iterator[Json]:
        for key, label, offered, _ in fields:
            link_id = f"{entry_list.id}.{key}"
            for value in text_value(instrument, link_id, offered, entry.get(key, "")):
                yield {"linkId": link_id, "text": label, "answer": [value]}

    return Item(
        {**head, "type": "group", "repeats": True, "item": inside},
        lambda answers: [
            {**head, "item": list(parts(entry))} for entry in answers.entries_of(entry_list.id)
        ],
    )


def _of_entry(field: EntryField) -> tuple[str, str, dict[str, str], bool]:
    choices = {each: each for each in field.choices}
    return field.id, field.label, choices, field.kind is EntryKind.MULTILINE
