"""Validates the built pages with the Nu HTML Checker, where Java is present.

The checker is vnu.jar from npm. It makes no network requests. Errors in the theme's own templates are allowed: they are
listed here with the reason. An entry that no page needs any more is reported as an error.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.base import paths
from builder.base.console import say, step
from builder.base.errors import BuildError
from builder.base.subprocesses import quietly
from builder.toolchain import find_program

_CHECKER = paths.NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Allowed:
    """An error in the theme's templates: a part of the message, and a part of the HTML that it is about."""

    message: str
    extract: str


# Errors of Material for MkDocs 9, in templates that overrides/ does not replace.
THEME_ERRORS = (
    # The labels that open a section of the navigation. Browsers treat an empty tabindex as no tabindex.
    Allowed("Bad value “” for attribute “tabindex” on element “label”", "md-nav__"),
    # The checkboxes that open menu and search. Without autocomplete="off", Firefox keeps their state after a reload.
    Allowed("Attribute “autocomplete” is only allowed when", "md-toggle"),
    # The title of an empty table of contents. The checkbox that it labels exists only on pages with headings.
    Allowed(
        "The value of the “for” attribute of the “label” element must be the ID", 'for="__toc"'
    ),
)


def check(site: Path = paths.SITE) -> None:
    """Validate all pages of the site. Without Java, print a message and do nothing else.

    Raises BuildError that lists page, line and message of each error.
    """
    java = find_program.on_machine(("java",))
    if java is None:
        say("The HTML was not validated, because this machine has no Java.")
        return
    with step("Validating the HTML of all pages") as now:
        # The checker exits with status 1 if it finds errors, so its output is read whatever the status.
        command = (java, "-jar", _CHECKER, "--skip-non-html", "--errors-only", "--format", "json")
        errors = faults(quietly((*command, site)).output)
        now.note = f"{len(errors)} FAULTS" if errors else "nothing found"
    if errors:
        raise BuildError(
            "pages are not valid HTML. Correct the template or the page.",
            "\n".join(errors[:_MOST_NAMED]),
        )


def faults(output: str, allowed: tuple[Allowed, ...] = THEME_ERRORS) -> list[str]:
    """Return one line for each error in the checker's JSON that is not allowed, and for each entry that allows nothing.

    Raises BuildError if the output is not the checker's JSON.
    """
    start, end = output.find('{"'), output.rfind("}")
    try:
        messages: list[dict[str, Any]] = json.loads(output[start : end + 1])["messages"]
    except (ValueError, KeyError) as fault:
        raise BuildError("the HTML checker did not finish", output[-500:]) from fault
    used = set()
    errors = []
    for message in messages:
        match = next((entry for entry in allowed if _is(entry, message)), None)
        if match is not None:
            used.add(match)
            continue
        page = str(message.get("url", "")).removeprefix("file:")
        errors.append(f"{page}, line {message.get('lastLine', '?')}: {message.get('message', '')}")
    unused = [entry for entry in allowed if entry not in used]
    return errors + [f"no page needs “{entry.message}” any more. Delete it" for entry in unused]


def _is(entry: Allowed, message: dict[str, Any]) -> bool:
    return entry.message in message.get("message", "") and entry.extract in message.get(
        "extract", ""
    )
