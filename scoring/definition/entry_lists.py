"""Entry lists: the data model and TOML reader of lists that grow, such as the chronology and the evidence."""

from dataclasses import dataclass
from enum import StrEnum

from scoring.definition.toml_table import Table

# The key of an entry that names the factor or box it is about. No field may have this id.
ABOUT = "about"
# In `about`, this means every factor.
FACTORS = "factors"


class EntryKind(StrEnum):
    """How one field of an entry is answered."""

    TEXT = "text"
    MULTILINE = "multiline"
    WHEN = "when"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class EntryField:
    """One field of an entry. A field of the kind `when` holds a date as typed, such as “about March 2026”."""

    id: str
    label: str
    kind: EntryKind
    hint: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryList:
    """A list of entries that all have the same fields. It is optional and never scored.

    `entry` is the word for one entry, such as “event”, and `plural` for several. `about` names what an entry may belong
    to: tick lists by id, and all factors by `FACTORS`. It is empty for a list about the whole case. An entry without a
    subject is about the whole case. A list that is `carried` continues in a reassessment. A list that is `narrative`
    may describe harm, and no report may say that nothing was written. A list that is `not_known` is for factors whose
    answer is not known.
    """

    id: str
    label: str
    entry: str
    plural: str
    reference: str
    fields: tuple[EntryField, ...]
    hint: str = ""
    about: tuple[str, ...] = ()
    carried: bool = False
    narrative: bool = False
    not_known: bool = False

    @property
    def when(self) -> str:
        """Returns the id of the field that the entries are sorted by; empty if there is none."""
        return next((each.id for each in self.fields if each.kind is EntryKind.WHEN), "")


def read_entry_list(table: Table) -> EntryList:
    """Returns the list in a table; raises DefinitionError with the path of the first fault."""
    entry_list = EntryList(
        id=table.text("id"),
        label=table.text("label"),
        entry=table.text("entry"),
        plural=table.text("plural"),
        reference=table.text("reference"),
        fields=tuple(_field(each) for each in table.tables("fields")),
        hint=table.text_or("hint", ""),
        about=table.texts("about") if table.has("about") else (),
        carried=table.flag("carried"),
        narrative=table.flag("narrative"),
        not_known=table.flag("not_known"),
    )
    table.done()
    return entry_list


def _field(table: Table) -> EntryField:
    kind = EntryKind(table.one_of("kind", tuple(EntryKind)))
    field = EntryField(
        id=table.text("id"),
        label=table.text("label"),
        kind=kind,
        hint=table.text_or("hint", ""),
        choices=table.texts("choices") if kind is EntryKind.CHOICE else (),
    )
    table.done()
    return field
