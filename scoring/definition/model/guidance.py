"""The response guidance: the rows of the agreed level, and the descriptions in them that answers are matched with."""

from dataclasses import dataclass

from scoring.definition.model.conditions import Condition
from scoring.definition.model.questions import Field


@dataclass(frozen=True, slots=True)
class Description:
    """A passage of the response guidance. Answers match it if one condition of every group in `needs` holds."""

    quote: str
    needs: tuple[tuple[Condition, ...], ...]
    reference: str


@dataclass(frozen=True, slots=True)
class Category:
    """One row of the response guidance. `label` holds the lines of the left-hand column.

    `note` is ours. It says how to deal with guidance that contradicts itself.
    """

    number: int
    level: str
    label: tuple[str, ...]
    guidance: tuple[str, ...]
    reference: str
    descriptions: tuple[Description, ...] = ()
    note: str = ""


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
