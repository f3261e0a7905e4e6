"""Tests of the search for words that may blame a child. The child's own words and quotations are not searched."""

import dataclasses
import re
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from instrument_samples import INSTRUMENT, parsed
from strategies import HARD, answers, texts

from scoring.answers.model import Answers
from scoring.definition import language_file
from scoring.definition.entry_lists import EntryKind
from scoring.definition.model import FieldKind
from scoring.rules.language import search, words_to_check
from scoring.rules.language_pattern import compiled

LANGUAGE: Final = language_file.load()
# Each row: a text, the words that must be found in it, and the id of their entry in the list.
FOUND: Final = [
    ("She is promiscuous.", "promiscuous", "promiscuous"),
    ("PROMISCUITY was noted", "PROMISCUITY", "promiscuous"),
    ("Described as a child prostitute by a neighbour", "child prostitute", "prostitute"),
    ("She was prostituting herself for money", "prostituting herself", "prostitute"),
    ("He prostitutes himself", "prostitutes himself", "prostitute"),
    ("Sexual activity with a man of 30", "Sexual activity with", "sexual-activity"),
    ("She has been sexually active since she was 12", "sexually active", "sexually-active"),
    ("The sex was consensual", "consensual", "consensual"),
    ("He consented to sex", "consented to sex", "consensual"),
    ("a lifestyle choice", "lifestyle choice", "lifestyle"),
    ("a life\u00adstyle cho\u200bice", "life\u00adstyle cho\u200bice", "lifestyle"),
    ("She is putting herself at risk", "putting herself at", "self-at-risk"),
    ("He puts himself\nin danger", "puts himself\nin", "self-at-risk"),
    ("young people placing themselves at risk", "placing themselves at", "self-at-risk"),
    ("Risky behaviour was seen", "Risky behaviour", "risky-behaviour"),
    ("much risk-taking", "risk-taking", "risky-behaviour"),
    ("He is streetwise", "streetwise", "streetwise"),
    ("a street-wise girl", "street-wise", "streetwise"),
    ("He absconded from the home", "absconded", "absconded"),
    ("went AWOL again", "AWOL", "absconded"),
    ("Her older boyfriend met her", "older boyfriend", "older-boyfriend"),
    ("The family is hard to reach.", "hard to reach", "hard-to-reach"),
    ("a hard\u2011to\u2011reach child", "hard\u2011to\u2011reach", "hard-to-reach"),
    ("She refuses to engage", "refuses to engage", "not-engaging"),
    ("He won’t engage with us", "won’t engage", "not-engaging"),
    ("He won't engage with us", "won't engage", "not-engaging"),
    ("She is attention seeking", "attention seeking", "attention-seeking"),
    ("She is manipulative", "manipulative", "manipulative"),
    ("Thought to be a fantasist", "fantasist", "fantasist"),
    ("He made a choice", "made a choice", "choice"),
    ("She makes poor choices", "makes poor choices", "choice"),
    ("She spends time with older men", "spends time with", "spends-time-with"),
    ("He is involved in exploitation", "involved in exploitation", "involved-in"),
    ("She is involved in child sexual exploitation", "involved in child sexual exploitation", "involved-in"),
    ("He does drug running", "drug running", "drug-running"),
    ("A man was offering him drugs in return for sex", "in return for sex", "gifts-in-return"),
    ("child porn was on the phone", "child porn", "child-porn"),
    ("the alleged victim", "alleged victim", "alleged-victim"),
    ("She claims that he hit her", "claims", "claims"),
    ("He admitted that he went", "admitted", "admitted"),
    ("of her own free will", "of her own free will", "willing"),
    ("of her own will", "of her own will", "willing"),
    ("5'6\" tall, promiscuous", "promiscuous", "promiscuous"),
    ("“He loves me”. She is promiscuous", "promiscuous", "promiscuous"),
    ("‘He loves me’ she said. She’s promiscuous", "promiscuous", "promiscuous"),
    ("It's hers. She's promiscuous, isn't she? That's what he's said", "promiscuous", "promiscuous"),
    ("İ👩 promiscuous", "promiscuous", "promiscuous"),
]  # fmt: skip
NOT_FOUND: Final = [
    "She did not consent to the examination.",
    "It was non-consensual.",
    "It was never consensual",
    "This cannot be consent",
    "She cannot consent to sex",
    "Her boyfriend is in her class.",
    "The older boy, friend of her brother, came too",
    "Her age means that she is at risk from older men",
    "He put her at risk.",
    "The men put the child at risk",
    "They placed him in foster care",
    "A choice of two schools was offered",
    "Spends time with her mother",
    "He spends time with his little sister",
    "Police are involved in the case",
    "The school is involved, in part",
    "The school was hard to reach.",
    "The office is hard to reach by phone",
    "She was admitted to hospital on Monday",
    "He had been admitted twice",
    "He was readmitted",
    "The family claims benefits.",
    "an asylum claims team",
    "She exclaims a lot",
    "engaged with the worker",
    "A good engagement",
    "Her style of life is quiet",
    "She sought medical attention; seeking medical attention is right",
    "a manipulative man",
    "She was sent nude pictures by a stranger",
    "unconsensually",
    "promiscuously-minded",
    "pre-promiscuous",
    "promiscuous\u0301",
    "ein promiscuousés Wort",
    "riskybehaviour",
    "He was running late",
    "A drug was found",
    "They returned for dinner",
    "the perpetrator admitted it",
    "The alleged perpetrator left",
    "harm associated with exploitation",
    "She said “I am promiscuous” to us",
    'She said "I am promiscuous" to us',
    "She said ‘I am promiscuous’ to us",
    "She said ‘don’t say I’m promiscuous’ to us",
    "She said ‘the girls’ home made me promiscuous’",
    "She said 'I am promiscuous' to us",
    "She said 'don't say I'm promiscuous'",
    "Sie sagte „promiscuous“ dazu",
    "Elle « est promiscuous » ici",
    'pasted “I am promiscuous" here',
    'pasted "I am promiscuous” here',
    'never closed: "I am promiscuous',
    "never closed: “I am promiscuous",
    "never closed: ‘I am promiscuous",
    "never closed: «I am promiscuous",
    "never closed: „I am promiscuous",
    'never closed: "I am\npromiscuous',
    "never closed: “I am\npromiscuous",
    "never closed: „I am\npromiscuous",
    "never closed: «I am\npromiscuous",
    'over lines: "I\nam\n\npromiscuous" there',
    "over lines: ‘I\nam\n\npromiscuous’ there",
    "",
]
MARKS: Final = [('"', '"'), ("“", "”"), ("‘", "’"), ("«", "»"), ("„", "“")]
FORMS: Final = [
    " ".join(word.removesuffix("?").split("|")[-1] for word in form.split())
    for entry in LANGUAGE.entries
    for form in entry.forms
]  # fmt: skip
# Text without quotation marks that often contains words of the list.
plain = st.lists(st.sampled_from([*FORMS, "She", "is", "👩", "not", "the", ",", "\n", ". "])).map(
    " ".join
)
any_text = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from([*FORMS, *HARD, *"\"'“”‘’„«»", " ", "\n", "5'6\""])).map("".join),
    texts,
)


def text_at(read: Answers, path: str) -> str:
    """Return the text at a path: answers.request, answers.basis-of-concerns.other, answers.chronology[2].event."""
    _, item, *rest = re.findall(r"[^.\[\]]+", path)
    if len(rest) == 2:
        return read.entries_of(item)[int(rest[0])][rest[1]]
    return read.ticks_of(item).other if rest else read.texts[item]


def words(text: str) -> list[str]:
    return [each.words for each in search(LANGUAGE, text)]


@pytest.mark.parametrize(("text", "expected", "entry"), FOUND)
def test_victim_blaming_words_are_found(text: str, expected: str, entry: str) -> None:
    (match,) = search(LANGUAGE, text)
    assert (match.words, match.entry.id) == (expected, entry)


@pytest.mark.parametrize("text", NOT_FOUND)
def test_neutral_and_quoted_words_are_not_found(text: str) -> None:
    assert words(text) == []


def test_every_form_of_a_language_entry_is_found() -> None:
    assert [form for form in FORMS if not search(LANGUAGE, f"The {form}.")] == []


def test_phrases_of_the_unless_list_are_ignored() -> None:
    for entry in LANGUAGE.entries:
        for phrase in entry.unless:
            for choice in (0, -1):
                text = " ".join(word.split("|")[choice] for word in phrase.split())
                assert entry.id not in [match.entry.id for match in search(LANGUAGE, text)], text


def test_language_check_does_not_search_the_labels_of_the_instrument() -> None:
    assert words_to_check(LANGUAGE, INSTRUMENT, parsed({})) == ()


@given(any_text)
@example("İ" * 3 + " promiscuous")
@example("\ud83d promiscuous")
def test_word_positions_match_the_text_for_any_input(text: str) -> None:
    last = 0
    for match in search(LANGUAGE, text):
        assert last <= match.start < match.end <= len(text)
        assert text[match.start : match.end] == match.words
        units = text.encode("utf-16-le", "surrogatepass")
        assert units[2 * match.units :].decode("utf-16-le", "surrogatepass").startswith(match.words)
        last = match.end


@given(plain, st.sampled_from(MARKS), plain, plain)
def test_words_inside_quotation_marks_are_never_found(
    before: str, marks: tuple[str, str], quoted: str, after: str
) -> None:
    first, last = marks
    text = f"{before} {first}{quoted}{last} {after}"
    start = len(before) + 1
    end = start + len(quoted) + 2
    assert [each for each in search(LANGUAGE, text) if each.end > start and each.start < end] == []
    assert [each.words for each in search(LANGUAGE, text) if each.end <= start] == words(before)


@given(answers)
def test_language_check_searches_only_sentences_written_by_the_worker(
    data: dict[str, object],
) -> None:
    read = parsed(data)
    for answer_match in words_to_check(LANGUAGE, INSTRUMENT, read):
        assert (
            text_at(read, answer_match.path)[answer_match.match.start : answer_match.match.end]
            == answer_match.match.words
        )


def test_language_check_finds_words_in_the_order_of_the_form() -> None:
    typed = "She is promiscuous and hard to reach"
    everywhere = {
        **{
            field.id: typed
            for field in INSTRUMENT.fields
            if field.kind in (FieldKind.TEXT, FieldKind.MULTILINE, FieldKind.POSTCODE)
        },
        **{each.id: {"other": typed} for each in INSTRUMENT.tick_lists},
        **{
            each.id: [{field.id: typed for field in each.fields if not field.choices}] * 2
            for each in INSTRUMENT.record.lists
        },
    }
    paths = [each.path for each in words_to_check(LANGUAGE, INSTRUMENT, parsed(everywhere))]
    prose = [
        *(f"answers.{each.id}.other" for each in INSTRUMENT.tick_lists),
        *(
            f"answers.{field.id}"
            for field in (
                *INSTRUMENT.risk_category.fields,
                *INSTRUMENT.analysis.fields,
                *INSTRUMENT.record.fields,
            )
            if field.kind is FieldKind.MULTILINE
            if not field.verbatim
        ),
        *(
            f"answers.{each.id}[{index}].{field.id}"
            for each in INSTRUMENT.record.lists
            for index in range(2)
            for field in each.fields
            if field.kind is EntryKind.MULTILINE
        ),
    ]
    assert "answers.child-words" not in prose
    assert paths == [path for path in prose for _ in range(2)]


def test_language_check_does_not_search_a_verbatim_field() -> None:
    fields = tuple(
        dataclasses.replace(field, verbatim=True) for field in INSTRUMENT.analysis.fields
    )
    analysis = dataclasses.replace(INSTRUMENT.analysis, fields=fields)
    instrument = dataclasses.replace(INSTRUMENT, analysis=analysis)
    read = parsed({"request": "She is promiscuous"})
    assert [each.path for each in words_to_check(LANGUAGE, INSTRUMENT, read)] == ["answers.request"]
    assert words_to_check(LANGUAGE, instrument, read) == ()


def test_repeated_language_search_uses_the_cache() -> None:
    search.cache_clear()
    for _ in range(3):
        search(LANGUAGE, "She is promiscuous")
    assert (search.cache_info().misses, search.cache_info().hits) == (1, 2)


@pytest.mark.parametrize(
    "text", ["\"'“‘„«" * 3_000, "'a " * 8_000, "‘a’b" * 8_000, "claims " * 7_000]
)
def test_hostile_text_causes_no_catastrophic_backtracking(text: str) -> None:
    # Time is not measured: a regular expression with catastrophic backtracking would exceed the time limit of the run.
    assert len(search(LANGUAGE, text)) <= 7_000


def test_language_list_is_compiled_once_with_every_entry() -> None:
    assert compiled(LANGUAGE) is compiled(LANGUAGE)
    assert {each.id for each in compiled(LANGUAGE).entries} == {
        each.id for each in LANGUAGE.entries
    }


def test_language_list_without_unless_phrases_can_be_searched() -> None:
    bare = dataclasses.replace(LANGUAGE.entries[0], forms=("one two", "one"), unless=())
    language = dataclasses.replace(LANGUAGE, entries=(bare,))
    assert [each.words for each in search(language, "One two, one. “One”")] == ["One two", "one"]


def test_the_longest_phrase_that_fits_is_found_whatever_the_order_of_the_list() -> None:
    first, second = (
        dataclasses.replace(entry, forms=forms, unless=())
        for entry, forms in zip(
            LANGUAGE.entries[:2], [("one", "one two"), ("one two three",)], strict=True
        )
    )
    for entries in ((first, second), (second, first)):
        language = dataclasses.replace(LANGUAGE, entries=entries)
        found = search(language, "One. One two. One two three.")
        assert [(each.words, each.entry.id) for each in found] == [
            ("One", first.id),
            ("One two", first.id),
            ("One two three", second.id),
        ]
