"""Hypothesis strategies: valid answers of every kind, and JSON values that are not valid answers."""

from typing import Any

from hypothesis import strategies as st
from instrument_samples import FACTORS, INSTRUMENT, envelope

from scoring.answers.envelope.assessment import KEYS
from scoring.answers.model import NOT_KNOWN
from scoring.definition.entry_lists import ABOUT, EntryList
from scoring.definition.model import Field, FieldKind, TickList

Json = Any

# Texts that are hard to print or to escape, in addition to those that Hypothesis generates.
HARD = (
    "<script>alert(1)</script>",
    "</style></article>",
    "\"'&amp;&lt;{{ 7 * 7 }}{% raw %}",
    "one\ntwo\r\n\r\nthree",
    "\u0627\u0633\u0645 \u200f\u202e\u05e9\u05dc\u05d5\u05dd",
    "👩\u200d👧 🙂 e\u0301",
    "half \ud83d",
    "\x00\x1b[31m",
)

# Characters that are unassigned in this Python's Unicode are excluded: the browser's Unicode is newer, and treats
# more of them as letters.
texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cn", "Cs"]), max_size=30), st.sampled_from(HARD)
)
blanks = st.sampled_from([None, ""])
numbers = st.integers(-2, 7)

whens = st.sampled_from(
    ["12 March 2026", "about March 2026", "3 to 5 March 2026", "winter 2025", "soon"]
)

_parts = {
    "day": st.sampled_from(["", "1", "29", "30", "31", "0", "32", " 2 ", "27th", "x", None])
    | texts,
    "month": st.sampled_from(["", "1", "2", "4", "12", "13", "March", "feb", "ma", None]) | texts,
    "year": st.sampled_from(["", "1900", "2008", "2011", "2026", "2101", "11", None]) | texts,
}
dates = st.one_of(
    blanks,
    st.dates().map(lambda value: value.isoformat()),
    st.sampled_from(["2011-02-29", "0000-00-00", "9999-99-99"]),
    st.fixed_dictionaries({}, optional=_parts),
)


def _field(field: Field) -> st.SearchStrategy[Json]:
    if field.kind is FieldKind.DATE:
        return dates
    if field.kind is FieldKind.CODE:
        return blanks | st.sampled_from([each.code for each in INSTRUMENT.codes])
    if field.kind is FieldKind.CHOICE:
        return blanks | st.sampled_from(field.choices)
    return blanks | texts


def _tick_list(tick_list: TickList) -> st.SearchStrategy[Json]:
    options = st.sampled_from([option.id for option in tick_list.all_options])
    ticked = st.none() | st.lists(options, max_size=6)
    return st.none() | st.fixed_dictionaries(
        {}, optional={"ticked": ticked, "other": blanks | texts}
    )


def _entry_list(entry_list: EntryList) -> st.SearchStrategy[Json]:
    fields = {
        field.id: blanks | (st.sampled_from(field.choices) if field.choices else whens | texts)
        for field in entry_list.fields
    }
    subjects = [*INSTRUMENT.subjects(entry_list), "", None]
    about = {ABOUT: st.sampled_from(subjects)} if entry_list.about else {}
    return blanks_or_lists(st.fixed_dictionaries({}, optional={**fields, **about}))


def blanks_or_lists(entry: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    """Return a strategy for None or a list of up to three entries."""
    return st.none() | st.lists(entry, max_size=3)


_items: dict[str, st.SearchStrategy[Json]] = {
    **{field.id: _field(field) for field in INSTRUMENT.fields},
    **{each.id: _tick_list(each) for each in INSTRUMENT.tick_lists},
    **{
        factor.id: st.sampled_from(
            [*(each.number for each in factor.statements), NOT_KNOWN, None, ""],
        )
        for factor in INSTRUMENT.factors
    },
    **{each.id: _entry_list(each) for each in INSTRUMENT.record.lists},
    INSTRUMENT.risk_category.id: st.sampled_from([1, 2, 3, None, ""]),
}

# All valid values of the member "answers" in an answers file of this instrument.
answers = st.fixed_dictionaries({}, optional=_items)

# Only the items that are scored. Tests of rules that depend on nothing else run much faster with these.
scored_items = {
    key: value
    for key, value in _items.items()
    if key in FACTORS or key in [each.id for each in INSTRUMENT.tick_lists]
}
scored_answers = st.fixed_dictionaries({}, optional=scored_items)

options = st.sampled_from(
    [(each.id, option.id) for each in INSTRUMENT.tick_lists for option in each.all_options]
)

# A factor, an answer without a number (blank or not known), and a number that answers it.
newly_answered = st.sampled_from(
    [
        (factor.id, unanswered, each.number)
        for factor in INSTRUMENT.factors
        for each in factor.statements
        for unanswered in (None, NOT_KNOWN, factor.not_known)[: 2 + (factor.not_known is not None)]
        if each.number != factor.not_known
    ]
)
# A factor, a number that answers it, and a higher one.
raised = st.sampled_from(
    [
        (factor.id, low.number, high.number)
        for factor in INSTRUMENT.factors
        for low in factor.statements
        for high in factor.statements
        if factor.not_known != low.number < high.number
    ]
)

# Words that the parser and the JSON Schema must both accept or both refuse. A schema cannot express that 3.0 is not 3,
# or that spaces and control characters are removed before a code is looked up. So neither occurs here.
_words = st.sampled_from(
    ["", "not-known", "other", "W2", "Yes", "2011-03-27", "2011-3-27", "unknown", "ticked", "x"]
) | st.text(st.characters(exclude_categories=["C", "Z"]), max_size=8)
_scalars = st.one_of(
    st.none(),
    st.booleans(),
    numbers,
    _words,
    st.floats(-9, 9).filter(lambda value: not value.is_integer()),
)
json_values: st.SearchStrategy[Json] = st.recursive(
    _scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["ticked", "other", "day", "month", "year"]) | _words, inner, max_size=3
        ),
    ),
    max_leaves=6,
)


@st.composite
def doubtful_answers(draw: st.DrawFn) -> dict[str, Json]:
    """Draw answers in which one item, known or unknown, has any JSON value."""
    sound = draw(
        st.fixed_dictionaries({}, optional={key: _items[key] for key in ("gender", "factor-2")})
    )
    item = draw(st.sampled_from([*_items, "factor-12", "x"]))
    return {**sound, item: draw(json_values)}


def _doubtful_entry(entry_list: EntryList) -> st.SearchStrategy[Json]:
    keys = [*(field.id for field in entry_list.fields), ABOUT, "x"]
    subjects = st.sampled_from([*INSTRUMENT.subjects(entry_list), "factor-12"])
    choices = [choice for field in entry_list.fields for choice in field.choices]
    known = subjects | st.sampled_from(choices) if choices else subjects
    texts = whens | known if entry_list.about else whens
    return st.dictionaries(st.sampled_from(keys), texts | json_values, max_size=4)


_options = [option.id for each in INSTRUMENT.tick_lists for option in each.all_options]
_doubtful_ticks = st.fixed_dictionaries(
    {},
    optional={
        "ticked": st.lists(st.sampled_from(_options) | _scalars, max_size=4) | json_values,
        "other": texts | json_values,
        "x": json_values,
    },
)
_doubtful_items: dict[str, st.SearchStrategy[Json]] = {
    **{key: value | json_values for key, value in _items.items()},
    **{each.id: _doubtful_ticks | json_values for each in INSTRUMENT.tick_lists},
    **{
        each.id: st.lists(_doubtful_entry(each) | json_values, max_size=3) | json_values
        for each in INSTRUMENT.record.lists
    },
    **dict.fromkeys(("factor-12", "x"), json_values),
}


@st.composite
def several_doubtful_answers(draw: st.DrawFn) -> dict[str, Json]:
    """Draw answers in which up to five items, known or unknown, have any JSON value or a nearly valid answer."""
    chosen = draw(st.lists(st.sampled_from([*_doubtful_items]), max_size=5, unique=True))
    return {item: draw(_doubtful_items[item]) for item in chosen}


@st.composite
def doubtful_envelopes(draw: st.DrawFn) -> Json:
    """Draw an answers file in which one member, known or unknown, has a valid value or any JSON value."""
    key = draw(st.sampled_from([*KEYS, "x"]))
    one = st.fixed_dictionaries(
        {"instrument": st.just(INSTRUMENT.version), "answers": doubtful_answers()}
    )
    of_its_kind = {
        "earlier": st.lists(one, max_size=2),
        "practice": st.booleans(),
        "saved": st.datetimes().map(lambda at: at.isoformat(timespec="minutes")),
        "by_hand": st.text(st.characters(exclude_categories=["C", "Z"]), max_size=21),
    }
    return {**envelope({}), key: draw(of_its_kind.get(key, json_values) | json_values)}
