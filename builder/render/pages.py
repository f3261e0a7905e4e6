"""Renders generated HTML from the instrument: the form, the blank form, the emergency lines.

Also renders the checklist of signs, which is not part of the instrument.

Uses its own Jinja environment with autoescaping, which MkDocs' environment does not have. MkDocs' templates include
the resulting HTML files, so nothing here depends on MkDocs.
"""

import tomllib
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader

from builder.base import addresses, paths, source_inputs
from builder.guidance import contact_tags, publisher
from builder.render import blank, checklist, definitions, question_help
from builder.render.sections import sections
from scoring import __version__, limits
from scoring.answers import model as answers_model
from scoring.report import parts, reduced_copy
from scoring.report.wording import fixed

TEMPLATES = Path(__file__).parent / "templates"
# A template is named without its folder: the form and its parts, then other pages and parts of them.
_FOLDERS = tuple(TEMPLATES / name for name in ("form", "form/sections", "form/check", "pages"))


def render(engine: str, fallback: str) -> None:
    """Write the generated partials, with the name of the engine's folder and the hash of the fallback's lockfile.

    Raises BuildError if a definition is invalid.
    """
    instrument, who_to_call = definitions.instrument_and_contacts()
    environment = _environment()
    day = source_inputs.source_day()
    # Used within a sentence, so it starts in lower case.
    environment.filters["checked"] = lambda contact: (
        (words := contact_tags.checked(contact, who_to_call, day))[0].lower() + words[1:]
    )
    environment.filters["check_status"] = contact_tags.status
    environment.globals["root"] = addresses.ROOT
    environment.globals["pages"] = {
        name: addresses.ROOT + address for name, address in addresses.PAGES.items()
    }
    context = {
        "instrument": instrument,
        "identity": definitions.publishing_body(),
        "publisher": publisher.read(paths.ROOT / "mkdocs.yml"),
        "urgent": who_to_call.urgent,
        "language": definitions.words_to_check(),
        "sections": sections(instrument),
        "help": question_help.read(instrument, TEMPLATES / "help.toml"),
        "fixed": fixed,
        "columns_of_factors": blank.columns(instrument),
        "parts": parts.parts(instrument),
        "log": reduced_copy.LOG,
        "checklist": checklist.read(TEMPLATES / "signs.toml", instrument),
        "answers": answers_model,
        "limits": limits,
        "version": __version__,
        "engine": engine,
        "fallback": fallback,
        "practice": practice(),
    }
    for name in (
        "form",
        "blank",
        "audit",
        "checklist",
        "emergency",
        "emergency_short",
        "engine",
        "fallback",
        "logo",
        "owner",
        "theme_colour",
    ):
        html = environment.get_template(f"{name}.html.j2").render(context)
        # MkDocs' templates include the file, and Jinja would interpret braces in it.
        (paths.GENERATED / f"{name}.html").write_text(
            f"{{% raw %}}{html}{{% endraw %}}\n", encoding="utf-8", newline="\n"
        )


def practice() -> tuple[dict[str, str], ...]:
    """Return the practice cases of the form: title, description and the text of the saved file."""
    folder = paths.SCORING / "practice_cases"
    cases = tomllib.loads((folder / "cases.toml").read_text("utf-8"))["cases"]
    return tuple({**case, "text": (folder / case["file"]).read_text("utf-8")} for case in cases)


def _environment() -> Environment:
    return Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=ChoiceLoader(
            [
                FileSystemLoader([TEMPLATES, *_FOLDERS]),
                PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
            ]
        ),
    )
