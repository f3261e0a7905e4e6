"""Items of HL7 FHIR R4 for the questions with options: lists to tick, risk factors and the risk category."""

from collections.abc import Iterator

from scoring.answers.model import NOT_KNOWN, OTHER, Answers
from scoring.cli.fhir.codes import Json, coding, option
from scoring.cli.fhir.item import Item, question_item
from scoring.definition.model import Factor, Instrument, TickList
from scoring.limits import TEXT


def tick_list_item(instrument: Instrument, tick_list: TickList) -> Item:
    """Returns the question of a list to tick, with the text beside “Other”."""
    codings = {
        each.id: coding(instrument, tick_list.id, each.id, each.label)
        for each in tick_list.all_options
    }
    other = {"linkId": f"{tick_list.id}.{OTHER}", "text": tick_list.other.label}
    condition = {"question": tick_list.id, "operator": "=", "answerCoding": codings[OTHER]}
    kind = {
        "prefix": f"{tick_list.letter}.",
        "type": "choice",
        "repeats": True,
        "answerOption": [option(each) for each in codings.values()],
        "item": [{**other, "type": "text", "maxLength": TEXT, "enableWhen": [condition]}],
    }

    def values(answers: Answers) -> Iterator[Json]:
        ticks = answers.ticks_of(tick_list.id)
        for each in ticks.ticked:
            beside = [{**other, "answer": [{"valueString": ticks.other}]}]
            has_text = each == OTHER and ticks.other
            yield {"valueCoding": codings[each], **({"item": beside} if has_text else {})}

    return question_item(tick_list.id, tick_list.label, kind, values)


def factor_item(instrument: Instrument, factor: Factor) -> Item:
    """Returns the question of a risk factor."""
    codings = {
        each.number: coding(instrument, factor.id, str(each.number), " or ".join(each.texts))
        for each in factor.statements
    }
    not_known = coding(instrument, factor.id, NOT_KNOWN, "Not known")
    options = [option(each, number) for number, each in codings.items()]
    kind = {
        "prefix": f"{factor.position})",
        "type": "choice",
        # A factor whose statement means “Not known” has no other answer for it.
        "answerOption": options if factor.not_known else [*options, option(not_known)],
    }

    def values(answers: Answers) -> Iterator[Json]:
        answer = answers.factors.get(factor.id)
        if answer is not None:
            yield {"valueCoding": not_known if answer == NOT_KNOWN else codings[answer]}

    return question_item(factor.id, factor.label, kind, values)


def category_item(instrument: Instrument) -> Item:
    """Returns the question of the risk category."""
    part = instrument.risk_category
    codings = {
        each.number: coding(
            instrument,
            part.id,
            str(each.number),
            f"Category {each.number} ({each.level}): {' '.join(each.label)}",
        )
        for each in part.categories
    }
    kind = {
        "type": "choice",
        "answerOption": [option(each, number) for number, each in codings.items()],
    }

    def values(answers: Answers) -> Iterator[Json]:
        if answers.category is not None:
            yield {"valueCoding": codings[answers.category]}

    return question_item(part.id, part.label, kind, values)
