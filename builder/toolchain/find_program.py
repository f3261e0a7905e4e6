"""Finds programs for the tests: in an environment variable, on the PATH or in their usual places."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from builder.base.errors import BuildError


def from_environment(variable: str) -> Path | None:
    """Return the program in an environment variable; None if it is not set.

    Raises BuildError if the file does not exist.
    """
    name = os.environ.get(variable)
    if not name:
        return None
    if Path(name).is_file():
        return Path(name)
    raise BuildError(
        f"{variable} names a file that does not exist: {name}. Correct the variable or unset it."
    )


def on_machine(names: Iterable[str], places: Iterable[Path] = ()) -> Path | None:
    """Return the first of these programs on the PATH, otherwise the first of these places that exists."""
    for name in names:
        if program := shutil.which(name):
            return Path(program)
    return next((path for path in places if path.is_file()), None)
