"""Words what is left blank: the tick lists and the text boxes that a reader would want to know about."""

from scoring.answers.model import Answers
from scoring.answers.parsing.normalisation import visible
from scoring.definition import labels
from scoring.definition.model import Instrument, Role
from scoring.report.wording import answer_wording

# The most blank questions that are named. If there are more, their names need too much room, and they are counted.
MOST_LISTED = 3


def left_blank(instrument: Instrument, answers: Answers) -> str:
    """Returns a sentence on what else is blank that a reader would want to know; empty if nothing is.

    Factors are listed beside it. A blank is never a "no".
    """
    unticked = [
        each.letter
        for each in instrument.tick_lists
        if not answers.ticks_of(each.id).ticked and not visible(answers.ticks_of(each.id).other)
    ]
    texts = [
        labels.in_group(instrument, field)
        for field in instrument.fields
        if field.narrative and field.role is not Role.LEVEL_REASON
        if field not in instrument.record.fields
        if not visible(answers.texts.get(field.id, ""))
    ]
    parts = []
    if unticked:
        parts.append(
            f"the tick boxes in part{'s' if len(unticked) > 1 else ''} {answer_wording.joined_with_and(unticked)}"
        )
    if len(texts) > MOST_LISTED:
        parts.append(f"{len(texts)} text boxes")
    elif texts:
        parts.append(f"the text under “{'” and “'.join(texts)}”")
    return f"Also left blank: {'; '.join(parts)}." if parts else ""
