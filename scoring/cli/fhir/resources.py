"""The two resources of HL7 FHIR R4: a Questionnaire of the instrument, and a QuestionnaireResponse of an assessment."""

from scoring.answers.envelope.assessment import Assessment
from scoring.cli.fhir.codes import ACT_REASON, CONFIDENTIALITY, Json, urn
from scoring.cli.fhir.items import items
from scoring.definition.model import Instrument, Role
from scoring.report.wording import fixed


def questionnaire(instrument: Instrument) -> Json:
    """Returns the instrument as a Questionnaire. The numbers of its answers are ordinal values."""
    return {
        "resourceType": "Questionnaire",
        "url": urn(instrument),
        "version": instrument.version,
        "name": "".join(part.capitalize() for part in instrument.id.split("-")),
        "title": instrument.title,
        "status": "active",
        "subjectType": ["Patient"],
        "publisher": instrument.owner,
        "description": f"{instrument.reference}. {fixed.CAVEAT}",
        "item": [each.definition for each in items(instrument)],
    }


def questionnaire_response(instrument: Instrument, assessment: Assessment) -> Json:
    """Returns the answers of an assessment, without those of earlier assessments.

    It is completed if it has a complete date of completion. It refers to no subject and no server. A practice case is
    marked as test data.
    """
    answers = assessment.answers
    completed = answers.date(instrument.field_with_role(Role.COMPLETION_DATE).id).value
    answered_items = [each for item in items(instrument) for each in item.response_items(answers)]
    security = [{"system": CONFIDENTIALITY, "code": "R", "display": "restricted"}]
    if assessment.practice:
        security.append({"system": ACT_REASON, "code": "HTEST", "display": "test health data"})
    identifier = {"system": urn(instrument, "assessment"), "value": assessment.assessment_id}
    return {
        "resourceType": "QuestionnaireResponse",
        "meta": {"security": security},
        **({"identifier": identifier} if assessment.assessment_id else {}),
        "questionnaire": f"{urn(instrument)}|{instrument.version}",
        "status": "completed" if completed else "in-progress",
        **({"authored": completed.isoformat()} if completed else {}),
        **({"item": answered_items} if answered_items else {}),
    }
