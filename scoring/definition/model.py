"""The data model of the instrument: frozen dataclasses for questions, statements, conditions and guidance.

The structure follows the document's Section Two. `scoring.definition.instrument_file.load` reads instrument.toml.
"""

from dataclasses import dataclass
from enum import StrEnum

from scoring.definition.entry_lists import FACTORS, EntryList


class FieldKind(StrEnum):
    """How a field is answered."""

    TEXT = "text"
    MULTILINE = "multiline"
    DATE = "date"
    POSTCODE = "postcode"
    CODE = "code"
    CHOICE = "choice"


class Role(StrEnum):
    """The purpose of a field in the rules and the report, so that no rule contains a field's id."""

    CHILD_NAME = "child-name"
    GENDER = "gender"
    BIRTH_DATE = "birth-date"
    ETHNICITY = "ethnicity"
    DISABILITY = "disability"
    SOCIAL_WORKER = "social-worker"
    SOCIAL_WORKER_NAME = "social-worker-name"
    COMPLETION_DATE = "completion-date"
    WORKER_NAME = "worker-name"
    WORKER_ROLE = "worker-role"
    WORKER_CONTACT = "worker-contact"
    AGENCY_NAME = "agency-name"
    TEAM_MANAGER = "team-manager"
    CSE_PREVENTION_MANAGER = "cse-prevention-manager"
    AGREEMENT_DATE = "agreement-date"
    LEVEL_REASON = "level-reason"
    ACCOUNT = "account"
    ACTIONS_TAKEN = "actions-taken"
    REQUEST = "request"


class Meaning(StrEnum):
    """What a tick means in the result."""

    HARM = "harm"
    RISK = "risk"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Code:
    """One ethnicity code. The two parts are always shown together (the codes differ from the Home Office list)."""

    code: str
    description: str
    reference: str

    def __str__(self) -> str:
        """Returns the code with its description, as it is shown everywhere."""
        return f"{self.code} {self.description}"


@dataclass(frozen=True, slots=True)
class Field:
    """One question with a typed or chosen answer. `copy_of` names the field it is filled from when left blank.

    `narrative` marks a field whose text may describe harm and is shown beside the signs of harm. `verbatim` marks one
    that is written down as given: the child's own words, which nobody should correct, or names and addresses.
    """

    id: str
    label: str
    kind: FieldKind
    reference: str
    hint: str = ""
    role: Role | None = None
    choices: tuple[str, ...] = ()
    identifying: bool = False
    addition: bool = False
    copy_of: str = ""
    narrative: bool = False
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Fields under one heading of Section 1 A: client, perpetrator, agency."""

    id: str
    label: str
    reference: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One tick box."""

    id: str
    label: str
    meaning: Meaning
    reference: str


@dataclass(frozen=True, slots=True)
class TickList:
    """One of the lists B to F of Section 1; any number may be ticked. `other` is its "Other (please state)".

    `note` is printed in the document; `hint` was added by this project, with its own reference.
    """

    id: str
    letter: str
    label: str
    reference: str
    options: tuple[Option, ...]
    other: Option
    note: str = ""
    hint: str = ""
    hint_reference: str = ""

    @property
    def all_options(self) -> tuple[Option, ...]:
        """Returns the boxes in the order in which they are shown, "Other" last."""
        return (*self.options, self.other)


@dataclass(frozen=True, slots=True)
class Statement:
    """One numbered statement of a factor; more than one text means that they are alternatives ("or")."""

    number: int
    texts: tuple[str, ...]
    reference: str


@dataclass(frozen=True, slots=True)
class Factor:
    """One risk factor of Section 2. `not_known` is the number of the statement that means "Not known" (factor 11).

    From the number `harm_from` upwards, the factor is itself a sign of harm; None if it never is. `ask` suggests who
    may know an answer that is not known; it was added by this project.
    """

    id: str
    position: int
    label: str
    short: str
    reference: str
    statements: tuple[Statement, ...]
    change: bool = False
    not_known: int | None = None
    harm_from: int | None = None
    harm_reference: str = ""
    ask: str = ""

    @property
    def lowest(self) -> int:
        """Returns the lowest number that the factor offers."""
        return self.statements[0].number

    @property
    def highest(self) -> int:
        """Returns the highest number that the factor offers."""
        return self.statements[-1].number

    def statement(self, number: int) -> Statement | None:
        """Returns the statement with this number, or None if the factor does not offer it."""
        return next((each for each in self.statements if each.number == number), None)


@dataclass(frozen=True, slots=True)
class FactorAtLeast:
    """Met when the factor's number is known and is at least `number`. `doubt` names a `Doubt` about the match."""

    factor: str
    number: int
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Ticked:
    """Met when the box is ticked."""

    tick_list: str
    option: str


@dataclass(frozen=True, slots=True)
class AnySignOfHarm:
    """Met when there is at least one sign of harm."""


@dataclass(frozen=True, slots=True)
class TickedIn:
    """Met when a box of the list that is a sign of harm is ticked. For prompts only."""

    tick_list: str


@dataclass(frozen=True, slots=True)
class Written:
    """Met when text is written in one of the fields, or beside the "Other" of one of the lists. For prompts only."""

    items: tuple[str, ...]


Condition = FactorAtLeast | Ticked | AnySignOfHarm
PromptCondition = Condition | TickedIn | Written


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a match may not apply: the statement covers more than the description. `settled_by` removes the doubt."""

    id: str
    text: str
    settled_by: Ticked
    reference: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question that the form asks before printing; it never blocks and scores nothing.

    It is asked when one condition of every group in `when` holds and none in `unless`. `at` is the item it is shown
    beside.
    """

    id: str
    at: str
    text: str
    when: tuple[tuple[PromptCondition, ...], ...]
    unless: tuple[PromptCondition, ...]
    reference: str


@dataclass(frozen=True, slots=True)
class Placeholders:
    """Texts that people type instead of an answer, as `scoring.rules.placeholders.is_placeholder` compares them."""

    words: frozenset[str]
    starts: tuple[str, ...]
    reasonless: frozenset[str]
    reference: str


@dataclass(frozen=True, slots=True)
class Advisory:
    """Advice to review the lowest category if there are signs of harm and the child is young or disabled.

    It changes no result.
    """

    under_age: int
    text: str
    reference: str


@dataclass(frozen=True, slots=True)
class Description:
    """A passage of the response guidance. Answers match it if one condition of every group in `needs` holds."""

    quote: str
    needs: tuple[tuple[Condition, ...], ...]
    reference: str


@dataclass(frozen=True, slots=True)
class Category:
    """One row of the response guidance. `label` holds the lines of the left-hand column."""

    number: int
    level: str
    label: tuple[str, ...]
    guidance: tuple[str, ...]
    reference: str
    descriptions: tuple[Description, ...] = ()


@dataclass(frozen=True, slots=True)
class RiskCategory:
    """The agreed level: the document's box, its response guidance, and fields that record who agreed it."""

    id: str
    label: str
    instruction: str
    guidance_label: str
    reference: str
    fields: tuple[Field, ...]
    categories: tuple[Category, ...]

    def category(self, number: int) -> Category | None:
        """Returns the row with this number, or None."""
        return next((each for each in self.categories if each.number == number), None)


@dataclass(frozen=True, slots=True)
class Analysis:
    """The CSE Analysis Form: its fields and the "Take action now" text, as printed in the document."""

    label: str
    take_action: str
    reference: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """The case record: fields and entry lists that this project added. All are optional and none is scored."""

    label: str
    hint: str
    reference: str
    fields: tuple[Field, ...]
    lists: tuple[EntryList, ...]


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

    @property
    def fields(self) -> tuple[Field, ...]:
        """Returns every field, in the order of the form."""
        in_groups = tuple(field for group in self.groups for field in group.fields)
        return (*in_groups, *self.risk_category.fields, *self.analysis.fields, *self.record.fields)

    @property
    def items(self) -> tuple[str, ...]:
        """Returns the id of every question, in the order of the form."""
        return (
            *(field.id for group in self.groups for field in group.fields),
            *(tick_list.id for tick_list in self.tick_lists),
            *(factor.id for factor in self.factors),
            self.risk_category.id,
            *(field.id for field in (*self.risk_category.fields, *self.analysis.fields)),
            *(field.id for field in self.record.fields),
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
