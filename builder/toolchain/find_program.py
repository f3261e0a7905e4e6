"""Programs that the tests need of the machine: named by the environment, on the PATH, or in their usual places."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from builder.errors import BuildError


def named(variable: str) -> Path | None:
    """Return the program that a variable of the environment names; nothing where it is not set.

    Raises BuildError if it names no file.
    """
    name = os.environ.get(variable)
    if not name:
        return None
    if Path(name).is_file():
        return Path(name)
    raise BuildError(
        f"{variable} names a file that is not there: {name}. Correct it or leave it out."
    )


def on_machine(names: Iterable[str], places: Iterable[Path] = ()) -> Path | None:
    """Return the first program of these names on the PATH, else the first of these places where there is one."""
    for name in names:
        if program := shutil.which(name):
            return Path(program)
    return next((place for place in places if place.is_file()), None)
