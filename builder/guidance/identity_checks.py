"""Checks identity.toml before it is published: a logo that is only a drawing, and colours that are easy to read."""

import re
from math import floor
from xml.etree import ElementTree

from scoring.definition.identity import Identity
from scoring.errors import DefinitionError

# WCAG 2.2, 1.4.3: the contrast of text.
MIN_CONTRAST = 4.5
# DARK is `$ground` in docs/app/styles/_dark.scss.
WHITE, DARK = "#ffffff", "#14191f"
_SHAPES = frozenset(
    ("svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon")
)
# Attributes that only draw. Anything else could load a file, run a script or change the page.
_DRAWING = frozenset(
    (
        *("viewBox", "d", "cx", "cy", "r", "rx", "ry", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "points"),
        *("fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "fill-rule", "transform", "opacity"),
    )
)  # fmt: skip
# The only brackets in an attribute: moves, turns and scales of `transform`, with numbers.
_TRANSFORM = re.compile(
    r"(?:\s*(?:matrix|translate|scale|rotate|skew[XY])\([-+0-9.,e\s]*\)[\s,]*)+"
)


def check(identity: Identity) -> None:
    """Raise DefinitionError, with the remedy, for a logo that does more than draw or a colour that is hard to read."""
    _check_logo(identity.logo)
    _check_contrasts(identity)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (#rrggbb), from 1 to 21, as WCAG 2.2 defines it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _check_logo(text: str) -> None:
    if not text:
        return
    if "<!" in text or "<?" in text:
        raise DefinitionError(
            "logo", "must begin with <svg. Remove everything before it, and all comments and CDATA"
        )
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise DefinitionError(
            "logo", f"is not well-formed SVG ({error}). Export it again as plain SVG"
        ) from error
    if root.tag != "svg" or not root.get("viewBox"):
        raise DefinitionError("logo", "must be one <svg> with a viewBox and without xmlns")
    for element in root.iter():
        if element.tag not in _SHAPES:
            raise DefinitionError(
                "logo",
                f"has <{element.tag}>, but only shapes are allowed. Remove it, or convert it to paths",
            )
        for name, value in element.attrib.items():
            if name not in _DRAWING:
                raise DefinitionError(
                    "logo", f"has the attribute {name}, which is not allowed. Remove it"
                )
            is_transform = name == "transform" and _TRANSFORM.fullmatch(value)
            if "(" in value and not is_transform:
                raise DefinitionError(
                    "logo", f"has the attribute {name} with a value that is not allowed. Remove it"
                )
            if name in ("fill", "stroke") and value not in ("none", "currentColor"):
                raise DefinitionError(
                    "logo", f'has a colour of its own. Set {name} to "currentColor" or "none"'
                )


def _check_contrasts(identity: Identity) -> None:
    pairs = (
        *((f"colours.{name}", colour, WHITE, "white") for name, colour in identity.colours.items()),
        *(
            (f"dark_colours.{name}", colour, DARK, "the dark ground")
            for name, colour in identity.dark_colours.items()
        ),
    )
    for path, colour, ground, ground_name in pairs:
        ratio = contrast(colour, ground)
        if ratio < MIN_CONTRAST:
            raise DefinitionError(
                path,
                # Rounded down: 4.46 is less than 4.5.
                f"has a contrast of {floor(ratio * 10) / 10} to 1 with {ground_name}. "
                f"It must be at least {MIN_CONTRAST}. "
                f"Choose a {'darker' if ground == WHITE else 'lighter'} colour",
            )
