"""Loads the definition files of `scoring` for the build, and explains every fault with file, line, entry and remedy."""

from datetime import date

from builder.base import paths, source_inputs, toml_faults
from builder.guidance import identity_checks, unverified_contacts
from scoring.definition import contacts, identity, instrument_file, language_file
from scoring.definition.contacts import Contacts
from scoring.definition.identity import Identity
from scoring.definition.language import Language
from scoring.definition.model import Instrument
from scoring.errors import DefinitionError


def instrument_and_contacts() -> tuple[Instrument, Contacts]:
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


def publishing_body() -> Identity:
    """Return the name, logo and colours of the publishing body.

    Raises BuildError, with file, line and remedy, if one of them cannot be used.
    """
    try:
        publisher = identity.load()
        identity_checks.check(publisher)
    except DefinitionError as error:
        raise toml_faults.build_error(
            toml_faults.explained(paths.SCORING / "identity.toml", error)
        ) from error
    return publisher
