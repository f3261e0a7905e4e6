"""Tests of text and passphrase normalisation with the vectors that Python and JavaScript share."""

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from instrument_samples import TESTS

from scoring.answers.parsing import normalisation

VECTORS: dict[str, Any] = json.loads((TESTS / "vectors/normalisation.json").read_text("utf-8"))


@pytest.mark.parametrize("vector", VECTORS["passphrase"], ids=lambda each: each["why"])
def test_passphrase_normalisation_matches_the_vectors(vector: dict[str, str]) -> None:
    assert normalisation.passphrase(vector["typed"]) == vector["normalised"]


@pytest.mark.parametrize("vector", VECTORS["passphrase_before"], ids=lambda each: each["why"])
def test_earlier_passphrase_normalisation_matches_the_vectors(vector: dict[str, str]) -> None:
    assert normalisation.passphrase_before(vector["typed"]) == vector["normalised"]


@pytest.mark.parametrize("vector", VECTORS["visible"], ids=lambda each: ascii(each["text"]))
def test_visible_text_matches_the_vectors(vector: dict[str, Any]) -> None:
    text = vector["text"]
    assert normalisation.visible(text) == vector["visible"]
    assert normalisation.has_letter(text) is vector["has_letter"]
    assert normalisation.has_word(text) is vector["has_word"]


@given(st.text())
def test_passphrase_normalisation_applied_twice_equals_once(typed: str) -> None:
    once = normalisation.passphrase(typed)
    assert normalisation.passphrase(once) == once


def test_every_dash_and_space_of_unicode_separates_words() -> None:
    separators = [
        chr(code)
        for code in range(0x110000)
        if unicodedata.category(chr(code)) in ("Pd", "Zs", "Zl", "Zp")
    ]
    assert len(separators) > 40
    assert {normalisation.passphrase(f"one{each}two") for each in separators} == {"one two"}


@pytest.mark.parametrize("kept", ["\x0b", "\x0c", "\x85", "\u2028"])
def test_earlier_passphrase_normalisation_removes_only_the_spaces_it_always_removed(
    kept: str,
) -> None:
    # A file that was encrypted before December 2026 opens only with exactly this form.
    assert normalisation.passphrase_before(f" {kept}One  two{kept}\n") == f"{kept}one two{kept}"
