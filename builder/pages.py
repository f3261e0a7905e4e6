"""Renders what the site takes from the instrument: the form, its contents, its paper copy, the emergency line.

And the checklist of signs, which belongs to the toolkit and not to the instrument.

An environment of our own with autoescape on (MkDocs' has it off). The results are plain HTML that MkDocs' templates
include, so nothing here depends on MkDocs.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader

from builder import checklist, inputs, paths
from builder.errors import BuildError
from builder.guidance import contact_marks
from scoring import __version__, answers, assessment, contacts, definition, wording
from scoring.contacts import Contacts
from scoring.errors import DefinitionError
from scoring.instrument import Instrument

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the form, as its contents list it; `items` is how many questions it counts."""

    id: str
    label: str
    items: int


@dataclass(frozen=True, slots=True)
class Help:
    """Guidance beside a question, in our own words: what it asks, and where the toolkit says more."""

    text: tuple[str, ...]
    page: str
    page_label: str


def definitions() -> tuple[Instrument, Contacts]:
    """Return the instrument and whom to ring; raises BuildError where one of them is broken."""
    try:
        return definition.load(), contacts.load()
    except DefinitionError as error:
        raise BuildError(f"The definition is broken: {error}. Mend it in scoring/.") from error


def render(engine: str) -> None:
    """Write the generated partials, with the name of the engine's folder.

    Raises BuildError where a definition is broken.
    """
    instrument, whom_to_ring = definitions()
    environment = _environment()
    day = inputs.source_day()
    # Within a sentence here, so with a small letter.
    environment.filters["checked"] = lambda contact: (
        (words := contact_marks.checked(contact, whom_to_ring, day))[0].lower() + words[1:]
    )
    context = {
        "instrument": instrument,
        "urgent": whom_to_ring.urgent,
        "sections": sections(instrument),
        "help": read_help(instrument, TEMPLATES / "help.toml"),
        "wording": wording,
        "checklist": checklist.read(TEMPLATES / "signs.toml", instrument),
        "answers": answers,
        "assessment": assessment,
        "version": __version__,
        "engine": engine,
        "practice": practice(),
    }
    for name in ("form", "contents", "blank", "audit", "checklist", "emergency", "engine"):
        html = environment.get_template(f"{name}.html.j2").render(context)
        # MkDocs' templates include the file, and Jinja would read braces in it as its own.
        (paths.GENERATED / f"{name}.html").write_text(
            f"{{% raw %}}{html}{{% endraw %}}\n", encoding="utf-8", newline="\n"
        )


def practice() -> tuple[dict[str, str], ...]:
    """The made-up cases that the form offers: title, what each is about, and the text that a file of it would hold."""
    folder = paths.SCORING / "practice"
    cases = tomllib.loads((folder / "cases.toml").read_text("utf-8"))["cases"]
    return tuple({**case, "text": (folder / case["file"]).read_text("utf-8")} for case in cases)


def sections(instrument: Instrument) -> tuple[Section, ...]:
    """The five sections of the form, in its order (source: Section 1 A, B to F, Section 2, category, analysis)."""
    return (
        Section("details", "Details", sum(len(group.fields) for group in instrument.groups)),
        Section("concerns", "B to F", len(instrument.tick_lists)),
        Section("risk-factors", "Risk factors", len(instrument.factors)),
        Section("level", "Risk category", 1 + len(instrument.risk_category.fields)),
        Section("analysis", "CSE analysis", len(instrument.analysis.fields)),
    )


def read_help(instrument: Instrument, file: Path) -> dict[str, Help]:
    """The guidance beside the questions; raises BuildError for an entry that belongs to no question."""
    known = {
        *(group.id for group in instrument.groups),
        *(field.id for field in instrument.fields),
        *(tick_list.id for tick_list in instrument.tick_lists),
        *(factor.id for factor in instrument.factors),
        instrument.risk_category.id,
    }
    entries = tomllib.loads(file.read_text("utf-8"))
    for each in entries:
        if each not in known:
            raise BuildError(f"{file.name}: “{each}” is not a question. Use the id of one.")
    return {
        key: Help(tuple(entry["text"]), entry["page"], entry["page_label"])
        for key, entry in entries.items()
    }


def _environment() -> Environment:
    return Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=ChoiceLoader(
            [
                FileSystemLoader(TEMPLATES),
                PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
            ]
        ),
    )
