"""The instrument as frozen data: what is asked, in which words, and what an answer counts as.

The shapes follow the document's Section Two. `scoring.definition.load` makes an `Instrument` from instrument.toml.
"""

from dataclasses import dataclass
from enum import StrEnum


class FieldKind(StrEnum):
    """How a field is answered."""

    TEXT = "text"
    MULTILINE = "multiline"
    DATE = "date"
    POSTCODE = "postcode"
    CODE = "code"
    CHOICE = "choice"


class Role(StrEnum):
    """The part a field plays in the rules and on the report, so that no rule spells out a field's id."""

    CHILD_NAME = "child-name"
    GENDER = "gender"
    BIRTH_DATE = "birth-date"
    ETHNICITY = "ethnicity"
    DISABILITY = "disability"
    COMPLETION_DATE = "completion-date"
    WORKER_NAME = "worker-name"
    AGENCY_NAME = "agency-name"
    TEAM_MANAGER = "team-manager"
    CSE_PREVENTION_MANAGER = "cse-prevention-manager"
    AGREEMENT_DATE = "agreement-date"
    LEVEL_REASON = "level-reason"


class Meaning(StrEnum):
    """What a tick counts as in the result."""

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
        """Code and description, as every surface shows them."""
        return f"{self.code} {self.description}"


@dataclass(frozen=True, slots=True)
class Field:
    """One question with a typed or chosen answer. `copy_of` names the field it is filled from when left blank."""

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
    """One of the lists B to F of Section 1; any number may be ticked. `other` is its "Other (please state)"."""

    id: str
    letter: str
    label: str
    reference: str
    options: tuple[Option, ...]
    other: Option
    note: str = ""

    @property
    def all_options(self) -> tuple[Option, ...]:
        """The boxes in the order they are shown, "Other" last."""
        return (*self.options, self.other)


@dataclass(frozen=True, slots=True)
class Statement:
    """One numbered statement of a factor; more than one text means that they are alternatives ("or")."""

    number: int
    texts: tuple[str, ...]
    reference: str


@dataclass(frozen=True, slots=True)
class Factor:
    """One risk factor of Section 2. `not_known` is the number of the statement that means "Not known" (factor 11)."""

    id: str
    position: int
    label: str
    short: str
    reference: str
    statements: tuple[Statement, ...]
    change: bool = False
    not_known: int | None = None

    @property
    def lowest(self) -> int:
        """The lowest number that the factor offers."""
        return self.statements[0].number

    @property
    def highest(self) -> int:
        """The highest number that the factor offers."""
        return self.statements[-1].number

    def statement(self, number: int) -> Statement | None:
        """The statement with this number, or None where the factor does not offer it."""
        return next((each for each in self.statements if each.number == number), None)


@dataclass(frozen=True, slots=True)
class FactorAtLeast:
    """Met when the factor's number is known and is `number` or more."""

    factor: str
    number: int


@dataclass(frozen=True, slots=True)
class Ticked:
    """Met when the box is ticked."""

    tick_list: str
    option: str


@dataclass(frozen=True, slots=True)
class AnySignOfHarm:
    """Met when there is at least one sign of harm."""


Condition = FactorAtLeast | Ticked | AnySignOfHarm


@dataclass(frozen=True, slots=True)
class Description:
    """Words of the response guidance, and when the answers meet them: one condition of every group in `needs`."""

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
        """The row with this number, or None."""
        return next((each for each in self.categories if each.number == number), None)


@dataclass(frozen=True, slots=True)
class Analysis:
    """The CSE Analysis Form: its fields and the "Take action now" text, as printed in the document."""

    label: str
    take_action: str
    reference: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the document with its place."""

    label: str
    reference: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage of the document that is shown as it stands."""

    text: str
    reference: str


@dataclass(frozen=True, slots=True)
class Mended:
    """A slip of the document that changes no meaning: what it prints, and what stands here."""

    printed: str
    here: str


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """A version before this one, and what the version after it asks in other words: ids, or ids with an answer.

    `changed` holds items (``factor-3``) and single answers of them (``factor-3.2``, ``basis-of-concerns.disclosure``).
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
    section_1: Heading
    part_a: Heading
    groups: tuple[Group, ...]
    codes: tuple[Code, ...]
    tick_lists: tuple[TickList, ...]
    section_2: Heading
    factors: tuple[Factor, ...]
    risk_category: RiskCategory
    analysis: Analysis
    mended: tuple[Mended, ...]
    earlier_versions: tuple[EarlierVersion, ...] = ()

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field in the order of the form."""
        in_groups = tuple(field for group in self.groups for field in group.fields)
        return (*in_groups, *self.risk_category.fields, *self.analysis.fields)

    def field_with_role(self, role: Role) -> Field:
        """The field that plays a part in the rules; the loader has made sure that there is exactly one."""
        return next(field for field in self.fields if field.role == role)

    def changed_since(self, version: str) -> frozenset[str] | None:
        """What no longer means what it meant in an earlier version; None where the version is not an earlier one."""
        versions = [each.version for each in self.earlier_versions]
        if version not in versions:
            return None
        since = self.earlier_versions[versions.index(version) :]
        return frozenset(name for each in since for name in each.changed)

    def code(self, code: str) -> Code | None:
        """The ethnicity code with its description, or None."""
        return next((each for each in self.codes if each.code == code), None)
