"""Items of HL7 FHIR R4: each part of the instrument as an item of a Questionnaire, with the reader of its answer.

To add a kind of question, write a function that returns an `Item` in a module of this package, and call it here.
"""

from scoring.cli.fhir.choice_items import category_item, factor_item, tick_list_item
from scoring.cli.fhir.entry_items import entry_list_item
from scoring.cli.fhir.field_items import field_item
from scoring.cli.fhir.item import Item, group_item
from scoring.definition.model import Instrument


def items(instrument: Instrument) -> tuple[Item, ...]:
    """Returns the groups of the form, in its order. Every linkId is the id that the answers file uses."""
    level = instrument.risk_category
    return (
        group_item(
            "section-1",
            instrument.section_1.label,
            [
                *(
                    group_item(
                        each.id,
                        each.label,
                        [field_item(instrument, field) for field in each.fields],
                    )
                    for each in instrument.groups
                ),
                *(tick_list_item(instrument, each) for each in instrument.tick_lists),
            ],
        ),
        group_item(
            "section-2",
            instrument.section_2.label,
            [factor_item(instrument, each) for each in instrument.factors],
        ),
        group_item(
            "agreed-level",
            f"{level.label}: {level.instruction}",
            [category_item(instrument), *(field_item(instrument, each) for each in level.fields)],
        ),
        group_item(
            "analysis-form",
            instrument.analysis.label,
            [field_item(instrument, each) for each in instrument.analysis.fields],
        ),
        group_item(
            "case-record",
            instrument.record.label,
            [
                *(field_item(instrument, each) for each in instrument.record.fields),
                *(entry_list_item(instrument, each) for each in instrument.record.lists),
            ],
        ),
    )
