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
FEMALE, MALE, OTHER = "Female", "Male", "Described in other words"
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
    found = _words(typed)
    if found is None:
        return _without_words(typed)
    nothing = _WORDS["negations"] | _WORDS["fillers"] | _WORDS["knowing"]
    if _is_unknown(found) or (found & _WORDS["negations"] and found <= nothing):
        return NOT_KNOWN
    if _DOUBT.search(typed):
        return None
    pronouns = _WORDS["pronouns_female"] | _WORDS["pronouns_male"] | _WORDS["pronouns_other"]
    said = found - pronouns - _WORDS["gender_fillers"]
    if not said:
        return None
    if said & _WORDS["other_gender"]:
        known = (
            _WORDS["other_gender"]
            | _WORDS["other_gender_fillers"]
            | _WORDS["female"]
            | _WORDS["male"]
        )
        return OTHER if said <= known else None
    for label, own, pronoun in (
        (FEMALE, _WORDS["female"], _WORDS["pronouns_female"]),
        (MALE, _WORDS["male"], _WORDS["pronouns_male"]),
    ):
        if said <= own:
            # If the pronouns contradict the gender, a person has to decide.
            return label if not (found & pronouns) - pronoun else None
    return None


def disability(typed: str) -> str | None:
    """Returns one of `DISABILITIES`; None if a person has to decide."""
    found = _words(typed)
    if found is None:
        return _without_words(typed)
    if "".join(_listed(typed)) in ("na", "notapplicable"):
        return NO
    if _is_unknown(found):
        return NOT_KNOWN
    if _DOUBT.search(typed):
        return None
    if found & _WORDS["negations"]:
        return _denied(_listed(typed))
    if found <= _WORDS["yes"] | _WORDS["fillers"] and found & _WORDS["yes"]:
        return YES
    around = _WORDS["yes"] | _WORDS["fillers"] | _WORDS["disability"] | _WORDS["degrees"]
    return YES if found & _WORDS["conditions"] and found <= _WORDS["conditions"] | around else None


def _denied(listed: list[str]) -> str | None:
    """Classifies an answer with a negation: "No" only if it denies every disability and says nothing else."""
    said = set(listed)
    negations = [each for each in listed if each in _WORDS["negations"]]
    allowed = _WORDS["negations"] | _WORDS["disability"] | _WORDS["knowing"] | _WORDS["fillers"]
    # Two negations are ambiguous: they may repeat each other ("no, none") or cancel out ("not without").
    if not said <= allowed or (len(set(negations)) > 1 and "without" in negations):
        return None
    if (
        len(negations) > 1
        and not said <= _WORDS["negations"] | _WORDS["fillers"] | _WORDS["disability"]
    ):
        return None
    return NO


def _is_unknown(found: set[str]) -> bool:
    """Reports whether an answer says only that the disability is unknown, undisclosed or not yet established."""
    if found <= _WORDS["placeholders"]:
        return len(found) == 1
    about = _WORDS["knowing"] | _WORDS["information"]
    doubts = _WORDS["negations"] | _WORDS["unknown"]
    if not found <= doubts | _WORDS["fillers"] | about:
        return False
    # "None known" is an answer; "not known" and "no information" are not.
    if found & {"none", "nil", "nothing"} and not found & _WORDS["information"]:
        return False
    # "To be confirmed" has neither a negation nor a word such as "unknown".
    is_doubted = bool(found & doubts) or "be" in found
    return bool(found & _WORDS["unknown"]) or (bool(found & about) and is_doubted)


def _without_words(typed: str) -> str | None:
    """Classifies an answer without words: a dash or a question mark is a placeholder, a tick mark is not."""
    kinds = {unicodedata.category(each)[0] for each in typed if unicodedata.category(each) != "Cf"}
    if kinds <= set("ZC"):
        return NOT_PROVIDED
    return NOT_KNOWN if kinds <= set("ZCP") else None


def _words(typed: str) -> set[str] | None:
    """Returns the words of an answer; None if it has none, such as a dash or a question mark."""
    listed = _listed(typed)
    if not listed:
        return None
    whole = "".join(listed)
    return {whole} if whole in _WORDS["placeholders"] else set(listed)


def _listed(typed: str) -> list[str]:
    text = unicodedata.normalize("NFKC", typed).casefold()
    visible = "".join(each for each in text if unicodedata.category(each) != "Cf")
    return _WORD.findall(_APOSTROPHES.sub("", visible))
