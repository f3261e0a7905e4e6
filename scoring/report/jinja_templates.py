"""Jinja environment of this package's templates: renders a template as HTML, with autoescaping."""

import re
from functools import cache

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from scoring import resources
from scoring.definition import identity


def render(name: str, **values: object) -> str:
    """Renders a template of this package as HTML, with autoescaping."""
    return environment().get_template(name).render(**values).strip()


@cache
def environment() -> Environment:
    """Returns the environment, with the templates that have been loaded."""
    jinja = Environment(
        autoescape=True,
        loader=FunctionLoader(_source),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    jinja.filters["css_string"] = _css_string
    jinja.globals["identity"] = identity.load()
    jinja.globals["stylesheet"] = Markup(_source("report/report.css"))
    return jinja


def _source(name: str) -> str:
    return resources.read(name)


def _css_string(text: str) -> Markup:
    """Returns a CSS string in which every character except ASCII letters and digits is escaped."""
    escaped = re.sub(r"[^A-Za-z0-9]", lambda match: f"\\{ord(match[0]):x} ", text)
    return Markup(f'"{escaped}"')
