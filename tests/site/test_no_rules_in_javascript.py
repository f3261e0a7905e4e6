"""Static check of the JavaScript: it contains no questions, ids or rules of the instrument.

They are defined in instrument.toml only. A copy in a script would be a second definition.
"""

import re

import pytest

from builder.base import paths
from scoring.definition import instrument_file

INSTRUMENT = instrument_file.load()
SCRIPTS = sorted((paths.DOCS / "app").rglob("*.mjs"))
# Words that are too easy to guess in a passphrase. One of them may also be the id of an item, such as "school".
ORDINARY_WORDS = paths.DOCS / "app/crypto/guessable-words.mjs"
WORDS = {
    word
    for script in SCRIPTS
    if script != ORDINARY_WORDS
    for word in re.findall(r"""["'`]([^"'`\n]*)["'`]""", script.read_text("utf-8"))
}


def ids() -> list[str]:
    return [
        *(each.id for each in INSTRUMENT.fields),
        *(each.id for each in INSTRUMENT.tick_lists),
        *(each.id for each in INSTRUMENT.factors),
        INSTRUMENT.risk_category.id,
    ]


def test_scripts_and_their_string_literals_are_found() -> None:
    assert ORDINARY_WORDS in SCRIPTS
    assert "engine-ready" in {word.replace("${name}", "ready") for word in WORDS}


@pytest.mark.parametrize("item", ids())
def test_no_script_names_an_item(item: str) -> None:
    # An id of one word, such as "request", may also be an ordinary word in a sentence.
    pattern = rf"(?<![\w-]){item}(?![\w-])" if "-" in item else rf"^#?{item}$"
    assert [word for word in WORDS if re.search(pattern, word)] == []


def test_no_script_holds_words_of_the_instrument() -> None:
    statements = [
        text for factor in INSTRUMENT.factors for each in factor.statements for text in each.texts
    ]
    labels = [field.label for field in INSTRUMENT.fields]
    labels += [factor.label for factor in INSTRUMENT.factors]
    source = "\n".join(script.read_text("utf-8") for script in SCRIPTS)
    # Short texts such as "Not known" and "Yes" are too common to tell anything.
    assert [text for text in (*statements, *labels) if len(text) > 15 and text in source] == []
