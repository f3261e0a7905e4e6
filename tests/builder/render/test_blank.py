"""Tests of the blank form: two columns of about the same height, with every factor in order."""

from instrument_samples import INSTRUMENT

from builder.render import blank


def test_the_factors_fill_two_columns() -> None:
    columns = blank.columns(INSTRUMENT)
    assert [factor for column in columns for factor in column] == list(INSTRUMENT.factors)
    assert [len(column) for column in columns] == [5, 6]
