"""Classifies typed answers for gender and disability, or leaves the decision to a person.

The word lists are in typed_answers.toml. An answer is classified only if every word of it is in a list. So "no speech"
is never "No", and "maybe autism" is never "Yes".
"""

import re
import tomllib
import unicodedata
from typing import Final

from scoring import resources

NOT_PROVIDED: Final = "Not provided"
NOT_KNOWN: Final = "Not known"
YES, NO = "Yes", "No"
FEMALE, MALE, OTHER = "Female", "Male", "Described in another way"
GENDERS: Final = (FEMALE, MALE, OTHER, NOT_KNOWN, NOT_PROVIDED)
DISABILITIES: Final = (YES, NO, NOT_KNOWN, NOT_PROVIDED)

_WORDS: Final = {
    name: frozenset(words)
    for name, words in tomllib.loads(resources.read("audit/typed_answers.toml")).items()
}
_APOSTROPHES = re.compile("['`\u00b4\u02bc\u2018\u2019\u201b\u2032]")
_WORD = re.compile("[^\\W_]+")
# Text before a question mark expresses doubt. It is not a statement.
_DOUBT = re.compile("[?\u00bf\u061f\uff1f]")


def gender(typed: str) -> str | None:
    """Returns one of `GENDERS`; None if a person has to decide."""
    words = _words(typed)
    if words is None:
        return _without_words(typed)
    nothing = _WORDS["negations"] | _WORDS["fillers"] | _WORDS["knowing"]
    if _is_unknown(words) or (words & _WORDS["negations"] and words <= nothing):
        return NOT_KNOWN
    if _DOUBT.search(typed):
        return None
    pronouns = _WORDS["pronouns_female"] | _WORDS["pronouns_male"] | _WORDS["pronouns_other"]
    gender_words = words - pronouns - _WORDS["gender_fillers"]
    if not gender_words:
        return None
    if gender_words & _WORDS["other_gender"]:
        known = (
            _WORDS["other_gender"]
            | _WORDS["other_gender_fillers"]
            | _WORDS["female"]
            | _WORDS["male"]
        )
        return OTHER if gender_words <= known else None
    for label, label_words, pronoun in (
        (FEMALE, _WORDS["female"], _WORDS["pronouns_female"]),
        (MALE, _WORDS["male"], _WORDS["pronouns_male"]),
    ):
        if gender_words <= label_words:
            # If the pronouns contradict the gender, a person has to decide.
            return label if not (words & pronouns) - pronoun else None
    return None


def disability(typed: str) -> str | None:
    """Returns one of `DISABILITIES`; None if a person has to decide."""
    words = _words(typed)
    if words is None:
        return _without_words(typed)
    if "".join(_words_in_order(typed)) in ("na", "notapplicable"):
        return NO
    if _is_unknown(words):
        return NOT_KNOWN
    if _DOUBT.search(typed):
        return None
    if words & _WORDS["negations"]:
        return _denied(_words_in_order(typed))
    if words <= _WORDS["yes"] | _WORDS["fillers"] and words & _WORDS["yes"]:
        return YES
    around = _WORDS["yes"] | _WORDS["fillers"] | _WORDS["disability"] | _WORDS["degrees"]
    return YES if words & _WORDS["conditions"] and words <= _WORDS["conditions"] | around else None


def _denied(in_order: list[str]) -> str | None:
    """Classifies an answer with a negation: "No" only if it denies every disability and says nothing else."""
    words = set(in_order)
    negations = [each for each in in_order if each in _WORDS["negations"]]
    allowed = _WORDS["negations"] | _WORDS["disability"] | _WORDS["knowing"] | _WORDS["fillers"]
    # Two negations are ambiguous: they may repeat each other ("no, none") or cancel out ("not without").
    if not words <= allowed or (len(set(negations)) > 1 and "without" in negations):
        return None
    if (
        len(negations) > 1
        and not words <= _WORDS["negations"] | _WORDS["fillers"] | _WORDS["disability"]
    ):
        return None
    return NO


def _is_unknown(words: set[str]) -> bool:
    """Reports whether an answer says only that the disability is unknown, undisclosed or not yet established."""
    if words <= _WORDS["placeholders"]:
        return len(words) == 1
    knowledge_words = _WORDS["knowing"] | _WORDS["information"]
    doubt_words = _WORDS["negations"] | _WORDS["unknown"]
    if not words <= doubt_words | _WORDS["fillers"] | knowledge_words:
        return False
    # "None known" is an answer; "not known" and "no information" are not.
    if words & {"none", "nil", "nothing"} and not words & _WORDS["information"]:
        return False
    # "To be confirmed" has neither a negation nor a word such as "unknown".
    is_doubted = bool(words & doubt_words) or "be" in words
    return bool(words & _WORDS["unknown"]) or (bool(words & knowledge_words) and is_doubted)


def _without_words(typed: str) -> str | None:
    """Classifies an answer without words: a dash or a question mark is a placeholder, a tick mark is not."""
    kinds = {unicodedata.category(each)[0] for each in typed if unicodedata.category(each) != "Cf"}
    if kinds <= set("ZC"):
        return NOT_PROVIDED
    return NOT_KNOWN if kinds <= set("ZCP") else None


def _words(typed: str) -> set[str] | None:
    """Returns the words of an answer; None if it has none, such as a dash or a question mark."""
    in_order = _words_in_order(typed)
    if not in_order:
        return None
    joined = "".join(in_order)
    return {joined} if joined in _WORDS["placeholders"] else set(in_order)


def _words_in_order(typed: str) -> list[str]:
    text = unicodedata.normalize("NFKC", typed).casefold()
    visible = "".join(each for each in text if unicodedata.category(each) != "Cf")
    return _WORD.findall(_APOSTROPHES.sub("", visible))
