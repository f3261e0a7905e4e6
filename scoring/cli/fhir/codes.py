"""Identifiers and codings for HL7 FHIR R4. They name no server: every address is a URN of this instrument."""

import uuid
from collections.abc import Mapping
from typing import Final

from scoring.definition.model import Instrument

Json = Mapping[str, object]
# Extensions and code systems of the standard.
ORDINAL_VALUE: Final = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
ABSENT_REASON: Final = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
CONFIDENTIALITY: Final = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
ACT_REASON: Final = "http://terminology.hl7.org/CodeSystem/v3-ActReason"


def urn(instrument: Instrument, part: str = "") -> str:
    """Returns the URN of the instrument, the same for all its versions, or of a part such as ``factor-3``."""
    name = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, instrument.id)}"
    return f"{name}#{part}" if part else name


def coding(instrument: Instrument, item: str, code: str, display: str) -> Json:
    """Returns an answer that an item offers, as a Coding."""
    return {"system": urn(instrument, item), "code": code, "display": display}


def option(offered: Json, number: int | None = None) -> Json:
    """Returns an answer option of a Questionnaire; `number` is its number in the tool."""
    if number is None:
        return {"valueCoding": offered}
    return {
        "extension": [{"url": ORDINAL_VALUE, "valueDecimal": number}],
        "valueCoding": offered,
    }
