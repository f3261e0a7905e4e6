"""The option ``--today``, by default the system date. It is an argument because no rule may read a clock."""

import argparse
from datetime import date

from scoring.answers.parsing.dates import from_iso


def add_option(parser: argparse.ArgumentParser) -> None:
    """Adds ``--today DATE`` to a command that warns about dates after today."""
    parser.add_argument(
        "--today",
        type=_date,
        metavar="DATE",
        help="the date to use as today, such as 2026-11-29 (default: this computer's date)",
    )


def chosen_date(options: argparse.Namespace) -> date:
    """Returns the date given, or the system date."""
    option: date | None = options.today
    return option or date.today()


def _date(text: str) -> date:
    typed = from_iso(text)
    if typed is None or typed.value is None:
        raise argparse.ArgumentTypeError("must be a date such as 2026-11-29")
    return typed.value
