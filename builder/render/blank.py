"""Divides the risk factors of the blank form into its two columns."""

from collections.abc import Sequence

from scoring.definition.model import Factor, Instrument
from scoring.report.columns import divided
from scoring.report.excerpts import rows

# The approximate number of characters of a statement that fit into a printed line.
_STATEMENT = 55


def columns(instrument: Instrument) -> list[Sequence[Factor]]:
    """Return the factors, with all their statements, as two columns of about the same height."""
    lines = [
        2 + sum(rows(" or ".join(each.texts), _STATEMENT) for each in factor.statements)
        for factor in instrument.factors
    ]
    return divided(instrument.factors, lines)
