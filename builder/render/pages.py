"""Renders generated HTML from the instrument: the form, the blank form, the emergency lines.

Also renders the checklist of signs, which is not part of the instrument.

Uses its own Jinja environment with autoescaping, which MkDocs' environment does not have. MkDocs' templates include
the resulting HTML files, so nothing here depends on MkDocs.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader

from builder.base import addresses, paths, source_inputs, toml_faults
from builder.guidance import contact_tags, identity_checks, unverified_contacts
from builder.render import blank, checklist
from scoring import __version__, limits
from scoring.answers import model as answers_model
from scoring.definition import contacts, identity, instrument_file, language_file
from scoring.definition.contacts import Contacts
from scoring.definition.identity import Identity
from scoring.definition.language import Language
from scoring.definition.model import Instrument
from scoring.definition.toml_table import Table
from scoring.errors import DefinitionError
from scoring.report import parts, reduced_copy, wording

TEMPLATES = Path(__file__).parent / "templates"
# A template is named without its folder: the form and its parts, then other pages and parts of them.
_FOLDERS = tuple(TEMPLATES / name for name in ("form", "form/sections", "form/check", "pages"))


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the form, for the list of sections; `items` is its number of questions.

    What is blank in an optional section is not a gap.
    """

    id: str
    label: str
    items: int
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Help:
    """Guidance beside a question, in this site's wording: what it asks, and a link to more."""

    text: tuple[str, ...]
    page: str
    page_label: str


def definitions() -> tuple[Instrument, Contacts]:
    """Return the instrument and the contacts.

    Raises BuildError that lists file, line, entry and remedy of every fault in both files.
    """
    faults: list[str] = []
    instrument = everybody = None
    try:
        instrument = instrument_file.load()
    except DefinitionError as error:
        faults += toml_faults.explained(paths.SCORING / "instrument.toml", error)
    try:
        everybody = contacts.load()
        unverified_contacts.refuse_future_days(
            everybody, max(source_inputs.source_day(), date.today())
        )
    except DefinitionError as error:
        faults += toml_faults.explained(paths.SCORING / "contacts.toml", error)
    if instrument is None or everybody is None or faults:
        raise toml_faults.build_error(faults)
    return instrument, everybody


def words_to_check() -> Language:
    """Return the words to look at again; raises BuildError with line, entry and remedy of a fault in their file."""
    try:
        return language_file.load()
    except DefinitionError as error:
        raise toml_faults.build_error(
            toml_faults.explained(paths.SCORING / "language.toml", error)
        ) from error


def render(engine: str, fallback: str) -> None:
    """Write the generated partials, with the name of the engine's folder and the hash of the fallback's lockfile.

    Raises BuildError if a definition is invalid.
    """
    instrument, who_to_call = definitions()
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
        "identity": publishing_body(),
        "urgent": who_to_call.urgent,
        "language": words_to_check(),
        "sections": sections(instrument),
        "help": read_help(instrument, TEMPLATES / "help.toml"),
        "wording": wording,
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


def publishing_body() -> Identity:
    """Return the name, logo and colours of the publishing body.

    Raises BuildError, with file, line and remedy, if one of them cannot be used.
    """
    try:
        found = identity.load()
        identity_checks.check(found)
    except DefinitionError as error:
        raise toml_faults.build_error(
            toml_faults.explained(paths.SCORING / "identity.toml", error)
        ) from error
    return found


def practice() -> tuple[dict[str, str], ...]:
    """Return the practice cases of the form: title, description and the text of the saved file."""
    folder = paths.SCORING / "practice_cases"
    cases = tomllib.loads((folder / "cases.toml").read_text("utf-8"))["cases"]
    return tuple({**case, "text": (folder / case["file"]).read_text("utf-8")} for case in cases)


def sections(instrument: Instrument) -> tuple[Section, ...]:
    """Return the sections of the form in order: Section 1 A, B to F, Section 2, category, analysis, case record."""
    record = instrument.record
    return (
        Section("details", "Details", sum(len(group.fields) for group in instrument.groups)),
        Section("concerns", "Status and concerns (B to F)", len(instrument.tick_lists)),
        Section("risk-factors", "Risk factors", len(instrument.factors)),
        Section("level", "Risk category", 1 + len(instrument.risk_category.fields)),
        Section("analysis", "CSE analysis", len(instrument.analysis.fields)),
        Section("record", "Case record", len(record.fields) + len(record.lists), is_optional=True),
    )


def read_help(instrument: Instrument, file: Path) -> dict[str, Help]:
    """Read the guidance beside the questions, by the id of the question.

    Raises BuildError, with file, line and remedy, for an invalid entry or one without a question.
    """
    known = {
        *(group.id for group in instrument.groups),
        *(field.id for field in instrument.fields),
        *(tick_list.id for tick_list in instrument.tick_lists),
        *(factor.id for factor in instrument.factors),
        *(entry_list.id for entry_list in instrument.record.lists),
        instrument.risk_category.id,
    }
    top = Table(toml_faults.load(file), "")
    entries: dict[str, Help] = {}
    faults: list[str] = []
    for key in top.rest():
        try:
            if key not in known:
                raise DefinitionError(key, "is not a question. Use the id of a question")
            entry = top.table(key)
            entries[key] = Help(entry.texts("text"), entry.text("page"), entry.text("page_label"))
            entry.done()
        except DefinitionError as error:
            faults += toml_faults.explained(file, error)
    if faults:
        raise toml_faults.build_error(faults)
    return entries


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
