"""Tests of identity.toml (name, logo and colours of the publisher): an unusable value is refused with a remedy."""

import pytest
from instrument_samples import PACKAGE

from builder.guidance import identity_checks
from scoring.definition import identity
from scoring.errors import DefinitionError

TEXT = (PACKAGE / "identity.toml").read_text("utf-8")
LOGO = TEXT.partition('logo = """')[2].partition('"""')[0]


def checked(text: str) -> None:
    identity_checks.check(identity.parse(text))


def with_logo(svg: str) -> str:
    return TEXT.replace(LOGO, svg)


def test_shipped_identity_file_is_valid() -> None:
    checked(TEXT)
    assert identity.load() == identity.parse(TEXT)


def test_identity_without_a_logo_is_accepted() -> None:
    checked(with_logo(""))


@pytest.mark.parametrize(
    "transform", ["translate(1, -2)", "matrix(1 0 0 1 0 .5)", "rotate(45) scale(2)", "scale(1e-3)"]
)
def test_a_logo_may_move_turn_and_scale_its_shapes(transform: str) -> None:
    shape = f"<g transform='{transform}'><path d='M0 0h1'/></g>"
    checked(with_logo(f"<svg viewBox='0 0 1 1'>{shape}</svg>"))


FAULTS = {
    "no name": (TEXT.replace('name = "Hill', 'name = ""\nx = "Hill'), "name: must not be empty"),
    "not TOML": ("name = ", "is not valid TOML"),
    "an unknown key": (f"font = 7\n{TEXT}", "font: is not a known key"),
    "a colour by name": (
        TEXT.replace('link = "#1a5a96"', 'link = "blue"'),
        'colours.link: must be a colour such as "#1f3a5f"',
    ),
    "white text on a pale header": (
        TEXT.replace('header = "#1f3a5f"', 'header = "#9cc3f0"'),
        "colours.header: has a contrast of 1.8 to 1 with white. It must be at least 4.5. Choose a darker colour",
    ),
    "a dark link on the dark ground": (
        TEXT.replace('link = "#9fc8ff"', 'link = "#1a5a96"'),
        "dark_colours.link: has a contrast of 2.4 to 1 with the dark ground. It must be at least 4.5. Choose a lighter",
    ),
    "a logo that is a number": (
        TEXT.replace(f'logo = """{LOGO}"""', "logo = 7"),
        "logo: must be text",
    ),
    "a picture": (with_logo("<p>logo.png</p>"), "logo: must be one <svg> with a viewBox"),
    "no viewBox": (
        with_logo("<svg><path d='M0 0'/></svg>"),
        "logo: must be one <svg> with a viewBox",
    ),
    "not well formed": (
        with_logo("<svg viewBox='0 0 1 1'><path></svg>"),
        "logo: is not well-formed SVG",
    ),
    "a comment": (with_logo("<!-- x --><svg viewBox='0 0 1 1'/>"), "logo: must begin with <svg"),
    "a script": (
        with_logo("<svg viewBox='0 0 1 1'><script>1</script></svg>"),
        "logo: has <script>, but only shapes are allowed. Remove it, or convert it to paths",
    ),
    "a file": (
        with_logo("<svg viewBox='0 0 1 1'><image href='x:'/></svg>"),
        "logo: has <image>, but only shapes are allowed",
    ),
    "a handler": (
        with_logo("<svg viewBox='0 0 1 1' onload='x'/>"),
        "logo: has the attribute onload, which is not allowed",
    ),
    "a filling from elsewhere": (
        with_logo("<svg viewBox='0 0 1 1' fill='url(x:)'/>"),
        "logo: has the attribute fill with a value that is not allowed",
    ),
    "a transformation that is more than numbers": (
        with_logo("<svg viewBox='0 0 1 1'><g transform='translate(url(x:))'/></svg>"),
        "logo: has the attribute transform with a value that is not allowed",
    ),
    "a colour of its own": (
        with_logo("<svg viewBox='0 0 1 1'><path fill='#f00'/></svg>"),
        'logo: has a colour of its own. Set fill to "currentColor" or "none"',
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_invalid_identity_is_refused_with_a_remedy(name: str) -> None:
    text, message = FAULTS[name]
    with pytest.raises(DefinitionError) as caught:
        checked(text)
    assert message in str(caught.value)


def test_contrast_is_calculated_as_in_wcag() -> None:
    assert identity_checks.contrast("#ffffff", "#000000") == pytest.approx(21)
    assert identity_checks.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert identity_checks.contrast("#abcdef", "#abcdef") == 1
