"""The typeface of the printed report, embedded as a style sheet, so that it looks the same on every computer."""

import base64
from pathlib import Path

FONTS = Path(__file__).with_name("fonts")
# As in docs/app/styles/_theme.scss: a browser uses the second file only for letters that the first one lacks.
_FILES = {
    "source-sans-3-latin-ext-wght-normal.woff2": "U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+02CE-02D7, U+02DD-02FF, "
    "U+0304, U+0308, U+0329, U+1D00-1DBF, U+1E00-1E9F, U+1EF2-1EFF, U+2020, U+20A0-20AB, U+20AD-20C0, U+2113, "
    "U+2C60-2C7F, U+A720-A7FF",
    "source-sans-3-latin-wght-normal.woff2": "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, "
    "U+0304, U+0308, U+0329, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD",
}  # fmt: skip


def faces() -> str:
    """Returns the style sheet, with the font files in it; raises OSError if one cannot be read."""
    return "\n".join(_face(name, letters) for name, letters in _FILES.items())


def _face(name: str, letters: str) -> str:
    data = base64.b64encode((FONTS / name).read_bytes()).decode("ascii")
    return (
        '@font-face { font-family: "Source Sans 3"; font-weight: 200 900; '
        f'src: url("data:font/woff2;base64,{data}") format("woff2"); unicode-range: {letters}; }}'
    )
