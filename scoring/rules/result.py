"""The result as frozen data: what screen, print and files show. It holds no sentence; `scoring.wording` has those."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """The three states of a factor. Only an answered one has a number that says something."""

    ANSWERED = "answered"
    NOT_KNOWN = "not-known"
    NOT_REACHED = "not-reached"


@dataclass(frozen=True, slots=True)
class FactorResult:
    """One factor. `counted` is what the tool's own sum counts: in factor 11 also the 1 of "Not known"."""

    id: str
    position: int
    label: str
    state: State
    counted: int | None
    statement: tuple[str, ...]
    reference: str

    @property
    def number(self) -> int | None:
        """The number of the chosen statement; never one for a factor that is not known."""
        return self.counted if self.state is State.ANSWERED else None


@dataclass(frozen=True, slots=True)
class Profile:
    """How many factors stand where: at 4 or 5, at 2 or 3, at 1, not known, not yet reached. They add up to all."""

    high: int
    middle: int
    one: int
    not_known: int
    not_reached: int


@dataclass(frozen=True, slots=True)
class Total:
    """The sum with its base. `sum` is None where no factor has a number; the range is what it could become."""

    sum: int | None
    answered: int
    of: int
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """An answer that counts for something, in words, with the item and its place in the source."""

    item: str
    text: str
    reference: str


@dataclass(frozen=True, slots=True)
class Match:
    """A description of the response guidance whose words the answers meet, and the answers that meet it."""

    category: int
    level: str
    quote: str
    because: tuple[Evidence, ...]
    reference: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with whom the level must be agreed; an empty name means that nobody was named."""

    role: str
    name: str


@dataclass(frozen=True, slots=True)
class Fall:
    """The higher level that an earlier assessment has, and the day it was completed; empty where that is not known."""

    category: int
    level: str
    completed: str


@dataclass(frozen=True, slots=True)
class Level:
    """The level that people agreed.

    `below` is the higher category that a matched description belongs to, if any; `fall` the higher level that the last
    assessment with a level had, if it was higher.
    """

    category: int | None
    level: str
    agreed_by: tuple[Person, ...]
    date: str
    reason: str
    below: int | None
    fall: Fall | None = None

    @property
    def is_agreed(self) -> bool:
        """Whether it is whole: a category, everybody who must agree it, the day, and a reason where one is needed.

        Source: 2.1, instruction 5.
        """
        named = all(person.name for person in self.agreed_by)
        return self.category is not None and named and bool(self.date) and not self.reason_missing

    @property
    def reason_missing(self) -> bool:
        """Whether the level lies below a matched description, or has fallen, and nobody has said why."""
        return (self.below is not None or self.fall is not None) and not self.reason


@dataclass(frozen=True, slots=True)
class Result:
    """Everything that the instrument says about one set of answers."""

    factors: tuple[FactorResult, ...]
    profile: Profile
    total: Total
    risk_factors: tuple[Evidence, ...]
    signs_of_harm: tuple[Evidence, ...]
    matched: tuple[Match, ...]
    level: Level
    age: int | None

    @property
    def risk_factor_present(self) -> bool:
        """Whether the rule of 2.1, instruction 5 applies: discuss and agree the level before progressing."""
        return bool(self.risk_factors)

    @property
    def unanswered(self) -> tuple[FactorResult, ...]:
        """The factors that are not known or not yet reached."""
        return tuple(factor for factor in self.factors if factor.state is not State.ANSWERED)
