"""The data model of the instrument: frozen dataclasses for questions, statements, conditions and guidance.

The order of the questions is that of the document. `scoring.definition.instrument_file.load` reads instrument.toml.
"""

from scoring.definition.model.conditions import (
    Advisory,
    AnySignOfHarm,
    Condition,
    Doubt,
    FactorAtLeast,
    Placeholders,
    Prompt,
    PromptCondition,
    Ticked,
    TickedIn,
    Written,
)
from scoring.definition.model.guidance import Category, Description, RiskCategory
from scoring.definition.model.instrument import (
    Corrected,
    EarlierVersion,
    Heading,
    Instrument,
    Quotation,
)
from scoring.definition.model.questions import (
    Analysis,
    Code,
    Factor,
    Field,
    FieldKind,
    Group,
    Meaning,
    Option,
    Record,
    Role,
    Statement,
    TickList,
)

__all__ = [
    "Advisory",
    "Analysis",
    "AnySignOfHarm",
    "Category",
    "Code",
    "Condition",
    "Corrected",
    "Description",
    "Doubt",
    "EarlierVersion",
    "Factor",
    "FactorAtLeast",
    "Field",
    "FieldKind",
    "Group",
    "Heading",
    "Instrument",
    "Meaning",
    "Option",
    "Placeholders",
    "Prompt",
    "PromptCondition",
    "Quotation",
    "Record",
    "RiskCategory",
    "Role",
    "Statement",
    "TickList",
    "Ticked",
    "TickedIn",
    "Written",
]
