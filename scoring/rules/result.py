"""The data model of a result: frozen dataclasses for screen, print and files. `scoring.report.wording` has its text."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """The three states of a factor. Only an answered one has a meaningful number."""

    ANSWERED = "answered"
    NOT_KNOWN = "not-known"
    NOT_REACHED = "not-reached"


@dataclass(frozen=True, slots=True)
class FactorResult:
    """The result of one factor. `counted` is its number in the tool's own sum: 1 for factor 11 "Not known"."""

    id: str
    position: int
    label: str
    state: State
    counted: int | None
    statement: tuple[str, ...]
    reference: str

    @property
    def number(self) -> int | None:
        """Returns the number of the chosen statement; None for a factor that is not answered."""
        return self.counted if self.state is State.ANSWERED else None


@dataclass(frozen=True, slots=True)
class Profile:
    """The number of factors at 4 or 5, at 2 or 3, at 1, not known and not yet answered. They add up to all factors."""

    high: int
    middle: int
    one: int
    not_known: int
    not_reached: int


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of the answered factors, their number, and the range that the sum could reach.

    `sum` is None if no factor is answered. `not_known_counts` is what the tool itself adds for "Not known" (1 in factor
    11). It is part of the range and of the tool's own total, but not of `sum`.
    """

    sum: int | None
    not_known_counts: int
    answered: int
    of: int
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """An answer that a result is based on, in words, with its item and reference to the source."""

    item: str
    text: str
    reference: str


@dataclass(frozen=True, slots=True)
class Match:
    """A description of the response guidance whose wording the answers match, and the answers that match it.

    `doubt` says what the match depends on if an answer covers more than the description; otherwise it is empty.
    """

    category: int
    level: str
    quote: str
    because: tuple[Evidence, ...]
    reference: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A person who must agree the level. `is_named` is false for blanks, placeholders and text without letters."""

    role: str
    name: str
    is_named: bool


@dataclass(frozen=True, slots=True)
class Fall:
    """The higher level of an earlier assessment, and when that was completed (empty if not known)."""

    category: int
    level: str
    completed: str


@dataclass(frozen=True, slots=True)
class Level:
    """The level that people agreed.

    `below` is the higher category of a matched description, if any; `below_is_doubtful` is whether each match of that
    category is in doubt. `fall` is the level of the last assessment with a level, if it was higher. `reason` is the
    typed text, and `has_reason` is whether it contains words. `is_dated_ahead` is whether the date of agreement is
    after today, and so left out of `date`. `is_below_unsure` is whether answers are left out, as in a reduced copy, so
    that `below` may be missing.
    """

    category: int | None
    level: str
    agreed_by: tuple[Person, ...]
    date: str
    reason: str
    has_reason: bool
    below: int | None
    fall: Fall | None = None
    below_is_doubtful: bool = False
    is_dated_ahead: bool = False
    is_below_unsure: bool = False

    @property
    def is_agreed(self) -> bool:
        """Reports whether the agreement is complete: a category, every name, the date, and a reason if one is needed.

        Source: 2.1, instruction 5.
        """
        named = all(person.is_named for person in self.agreed_by)
        return self.category is not None and named and bool(self.date) and not self.reason_missing

    @property
    def reason_missing(self) -> bool:
        """Reports whether the level is below a matched description or has fallen, and no reason is given in words."""
        return (self.below is not None or self.fall is not None) and not self.has_reason

    @property
    def is_unsure(self) -> bool:
        """Reports whether answers that are left out could mean that the level is not agreed: it may need a reason."""
        return self.is_below_unsure and self.is_agreed and not self.has_reason


@dataclass(frozen=True, slots=True)
class Result:
    """The result of scoring one set of answers.

    `written` and `also_ticked` are not scored; they are shown beside the signs of harm. `advisory` is advice about the
    level entered; it may be empty. `age` is on the date completed, or on `age_today` if that date is after today.
    """

    factors: tuple[FactorResult, ...]
    profile: Profile
    total: Total
    risk_factors: tuple[Evidence, ...]
    signs_of_harm: tuple[Evidence, ...]
    written: tuple[Evidence, ...]
    also_ticked: tuple[Evidence, ...]
    matched: tuple[Match, ...]
    level: Level
    advisory: str
    age: int | None
    age_today: date | None

    @property
    def risk_factor_present(self) -> bool:
        """Reports whether the rule of 2.1, instruction 5 applies: discuss and agree the level before progressing."""
        return bool(self.risk_factors)

    @property
    def unanswered(self) -> tuple[FactorResult, ...]:
        """Returns the factors that are not known or not yet answered."""
        return tuple(factor for factor in self.factors if factor.state is not State.ANSWERED)
