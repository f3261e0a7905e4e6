"""Words evidence for the first page: the ticks of one list on one line, and remarks without the name of their part."""

from scoring.definition.model import Instrument
from scoring.report import excerpts
from scoring.rules.result import Evidence


def grouped(instrument: Instrument, evidence: tuple[Evidence, ...]) -> tuple[str, ...]:
    """Returns evidence as lines, in which the ticks of one list share a line."""
    lists = {each.id: f"{each.letter}. {each.label}: " for each in instrument.tick_lists}
    lines: dict[str, str] = {}
    for each in evidence:
        key, label = each.item, lists.get(each.item, "")
        lines[key] = f"{lines[key]}; {each.text.removeprefix(label)}" if key in lines else each.text
    return tuple(lines.values())


def remark(instrument: Instrument, each: Evidence, longest: int) -> str:
    """Returns a text with its label, but without the name of its part, which the reader does not need."""
    text = each.text
    for part in (instrument.analysis.label, instrument.record.label):
        text = text.removeprefix(f"{part}, ")
    for group in instrument.groups:
        # “Ethnicity” needs the heading above it. “Perpetrators’ Name/s” does not.
        if group.label in text.partition(": ")[0].partition(f"{group.label}, ")[2]:
            text = text.removeprefix(f"{group.label}, ")
    label = text.find(": ")
    return excerpts.cut(text, label + longest, "the whole assessment") if longest else text[:label]
