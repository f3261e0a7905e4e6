"""Reads identity.toml: the name, logo and colours of the body that publishes the toolkit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from scoring import resources
from scoring.definition.toml_table import Table, parse_table
from scoring.errors import DefinitionError

COLOURS = ("header", "header_light", "footer", "brand", "link")
DARK_COLOURS = ("brand", "link")
_COLOUR = re.compile("#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Identity:
    """The publishing body. `logo` is the text of an SVG drawing, or empty; colours are #rrggbb by name."""

    name: str
    logo: str
    colours: Mapping[str, str]
    dark_colours: Mapping[str, str]


def load() -> Identity:
    """Returns the identity that this package ships; raises DefinitionError if the file is invalid."""
    return parse(resources.read("identity.toml"))


def parse(text: str) -> Identity:
    """Parses the text of an identity file; raises DefinitionError with the path of the first fault."""
    top = parse_table(text)
    identity = Identity(
        name=top.text("name"),
        logo=top.text_or_empty("logo").strip(),
        colours=_colours(top.table("colours"), COLOURS),
        dark_colours=_colours(top.table("dark_colours"), DARK_COLOURS),
    )
    top.done()
    return identity


def _colours(table: Table, names: tuple[str, ...]) -> Mapping[str, str]:
    colours = {name: table.text(name) for name in names}
    table.done()
    for name, value in colours.items():
        if not _COLOUR.fullmatch(value):
            raise DefinitionError(table.at(name), 'must be a colour such as "#1f3a5f"')
    return colours
