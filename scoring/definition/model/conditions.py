"""Conditions on answers, and what depends on them: doubts about a match, prompts, placeholders and advice."""

from dataclasses import dataclass


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
    """A condition for prompts only: there is text in one of the fields, or beside "Other" in one of the lists."""

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
