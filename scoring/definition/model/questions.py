"""Questions: the fields, tick lists, factors and entry lists that the form asks, in the groups of the document."""

from dataclasses import dataclass
from enum import StrEnum

from scoring.definition.entry_lists import EntryList


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
    """One question with a typed or chosen answer. `copy_of` names the field whose answer counts if this one is blank.

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
