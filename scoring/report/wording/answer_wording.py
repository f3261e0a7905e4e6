"""Words for single answers: a field’s answer, initials of a name, and words listed in a sentence."""

from scoring.answers.model import Answers
from scoring.answers.parsing.normalisation import visible
from scoring.definition.model import Field, FieldKind, Instrument


def answer(instrument: Instrument, answers: Answers, field: Field) -> str:
    """Returns a field's answer in words, with the description of a code; empty if it is blank."""
    if field.kind is FieldKind.DATE:
        return str(answers.date(field.id))
    text = answers.texts.get(field.id, "")
    code = instrument.code(text) if field.kind is FieldKind.CODE else None
    return str(code) if code else text


def value(instrument: Instrument, answers: Answers, field: Field) -> str:
    """Returns a field's answer in words, or the answer of the field that it copies; empty if both are blank."""
    text = answer(instrument, answers, field)
    if text or not field.copy_of:
        return text
    original = next(each for each in instrument.fields if each.id == field.copy_of)
    return value(instrument, answers, original)


def initials(name: str) -> str:
    """Returns up to six initials of a name, for the top of each page, where the full name is not needed."""
    words = visible(name).replace("-", " ").split()
    letters = [next((each for each in word if each.isalpha()), "") for word in words]
    return "".join(f"{letter.upper()}." for letter in [each for each in letters if each][:6])


def joined_with_and(words: list[str]) -> str:
    """Returns words as a list in a sentence: A, B and C."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
