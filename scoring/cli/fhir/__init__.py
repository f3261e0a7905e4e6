"""HL7 FHIR R4: the instrument as a Questionnaire, and an assessment as a QuestionnaireResponse."""
