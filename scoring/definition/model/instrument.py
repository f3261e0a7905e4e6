"""The instrument as a whole: every question, rule and quotation, and how an earlier version differs."""

from dataclasses import dataclass, field

from scoring.definition.entry_lists import FACTORS, EntryList
from scoring.definition.model.conditions import Advisory, Doubt, Placeholders, Prompt
from scoring.definition.model.guidance import RiskCategory
from scoring.definition.model.questions import (
    Analysis,
    Code,
    Factor,
    Field,
    Group,
    Record,
    Role,
    TickList,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the document, with its reference."""

    label: str
    reference: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage of the document that is shown verbatim."""

    text: str
    reference: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """A corrected printing error that changes no meaning: the printed text and the corrected one."""

    printed: str
    here: str


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """An earlier version of the instrument, and which items or answers the next version worded differently.

    `changed` holds items (``factor-3``) and single answers (``factor-3.2``, ``basis-of-concerns.disclosure``).
    """

    version: str
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Instrument:
    """The whole tool."""

    id: str
    version: str
    title: str
    owner: str
    reference: str
    rule: Quotation
    unanswered: Quotation
    words_of_the_tool: Quotation
    placeholders: Placeholders
    advisory: Advisory
    section_1: Heading
    part_a: Heading
    groups: tuple[Group, ...]
    codes: tuple[Code, ...]
    tick_lists: tuple[TickList, ...]
    section_2: Heading
    factors: tuple[Factor, ...]
    risk_category: RiskCategory
    analysis: Analysis
    record: Record
    corrected: tuple[Corrected, ...]
    doubts: tuple[Doubt, ...]
    prompts: tuple[Prompt, ...]
    earlier_versions: tuple[EarlierVersion, ...] = ()
    # Every field, in the order of the form. Kept, because each key press needs them dozens of times.
    fields: tuple[Field, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Collects the fields."""
        in_groups = (each for group in self.groups for each in group.fields)
        rest = (*self.risk_category.fields, *self.analysis.fields, *self.record.fields)
        object.__setattr__(self, "fields", (*in_groups, *rest))

    @property
    def items(self) -> tuple[str, ...]:
        """Returns the id of every question, in the order of the form."""
        return (
            *(each.id for group in self.groups for each in group.fields),
            *(tick_list.id for tick_list in self.tick_lists),
            *(factor.id for factor in self.factors),
            self.risk_category.id,
            *(each.id for each in (*self.risk_category.fields, *self.analysis.fields)),
            *(each.id for each in self.record.fields),
            *(entry_list.id for entry_list in self.record.lists),
        )

    def subjects(self, entry_list: EntryList) -> dict[str, str]:
        """Returns the factors and boxes that entries of a list can be about, with their labels.

        The keys are such as ``factor-3`` and ``basis-of-concerns.disclosure``. There are none for a list
        about the whole case.
        """
        factors = {each.id: f"{each.position}. {each.label}" for each in self.factors}
        boxes = {
            f"{each.id}.{option.id}": f"{each.letter}. {each.label}: {option.label}"
            for each in self.tick_lists
            if each.id in entry_list.about
            for option in each.all_options
        }
        return {**(factors if FACTORS in entry_list.about else {}), **boxes}

    def doubt(self, doubt_id: str) -> Doubt:
        """Returns the doubt with this id, which the loader guarantees to exist."""
        return next(each for each in self.doubts if each.id == doubt_id)

    def field_with_role(self, role: Role) -> Field:
        """Returns the field with this role. The loader guarantees that there is exactly one."""
        return next(field for field in self.fields if field.role == role)

    def changed_since(self, version: str) -> frozenset[str] | None:
        """Returns the items and answers reworded since an earlier version; None if it is not an earlier version."""
        versions = [each.version for each in self.earlier_versions]
        if version not in versions:
            return None
        since = self.earlier_versions[versions.index(version) :]
        return frozenset(name for each in since for name in each.changed)

    def code(self, code: str) -> Code | None:
        """Returns the ethnicity code with its description, or None."""
        return next((each for each in self.codes if each.code == code), None)
