"""Tests of locked files (JWE): which passphrases and files open, and one error for wrong passphrase and damage."""

import base64
import json
import sys
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from instrument_samples import TESTS
from joserfc.jwe import encrypt_compact

from scoring.cli.encryption import jwe
from scoring.cli.encryption.jwe import DecryptionError, decrypt, encrypt, looks_encrypted, normalise

WORDS = "correct horse battery staple"
TEXT = '{"a":"é 👩\u200d👧"}'
QUICK = 1_000
# A file encrypted with 1,000 rounds by another program (jose for JavaScript, which the page uses too).
BY_ANOTHER = (
    "eyJhbGciOiJQQkVTMi1IUzUxMitBMjU2S1ciLCJlbmMiOiJBMjU2R0NNIiwidHlwIjoiaGlsbGluZ2Rvbi1jc2UrandlIiwiY3R5IjoianNvbiIs"
    "InAyYyI6MTAwMCwicDJzIjoia2lWVl9leExucUhYampFLS1OT0ZmUSJ9.1UX4uG_7cw9HpWHGwNFRokO0LxZRU776lTHQJYHST4W6jZYuuU3QVg"
    ".W3qe0V9ckBcyjPCT.QOgy0vGIBJenLg.1KlcKD_rKYdK95TlBHGKPg"
)
FILE = encrypt(TEXT, WORDS, QUICK)


def header_of(file: str) -> dict[str, Any]:
    part = file.split(".")[0]
    header: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return header


def with_header(file: str, **changes: object) -> str:
    header = {
        key: value for key, value in {**header_of(file), **changes}.items() if value is not None
    }
    part = base64.urlsafe_b64encode(json.dumps(header).encode()).decode().rstrip("=")
    return ".".join([part, *file.split(".")[1:]])


def test_locked_file_is_one_line_of_standard_jwe_with_its_own_salt() -> None:
    file = encrypt(TEXT, WORDS)
    header = header_of(file)
    assert len(base64.urlsafe_b64decode(header.pop("p2s") + "==")) == 16
    assert header == {
        "alg": "PBES2-HS512+A256KW", "enc": "A256GCM", "p2c": 600_000, "typ": "hillingdon-cse+jwe", "cty": "json"
    }  # fmt: skip
    assert file.count("\n") == 1
    assert file.endswith("\n")
    assert decrypt(file, WORDS) == TEXT
    assert header_of(FILE)["p2s"] != header_of(encrypt(TEXT, WORDS, QUICK))["p2s"]


def test_locked_file_made_by_another_program_is_opened() -> None:
    assert decrypt(BY_ANOTHER, WORDS) == '{"a":"é"}'


@pytest.mark.parametrize(
    "typed",
    [
        "Correct Horse Battery Staple",
        " correct-horse\u2013battery\nstaple\r\n",
        "CORRECT\u00a0horse \u2014 battery\tstaple",
    ],
)  # fmt: skip
def test_passphrase_ignores_capitals_hyphens_and_line_ends(typed: str) -> None:
    assert normalise(typed) == WORDS
    assert decrypt(FILE, typed) == TEXT


def test_passphrase_accents_are_equal_in_composed_and_decomposed_form() -> None:
    assert (
        normalise("cafe\u0301 E\u0301te\u0301")
        == normalise("Café été")
        == "caf\u00e9 \u00e9t\u00e9"
    )
    assert normalise("cafe") != normalise("café")
    assert normalise(" \n- ") == ""


@given(st.text(max_size=300), st.text(min_size=1, max_size=20))
def test_any_text_is_unlocked_with_the_passphrase_that_locked_it(text: str, words: str) -> None:
    try:
        text.encode()
        words.encode()
    except UnicodeEncodeError:
        return
    if normalise(words):
        assert decrypt(encrypt(text, words, QUICK), words) == text


@pytest.mark.parametrize(
    "words", ["", "correct horse battery", WORDS + "x", "correcthorsebatterystaple"]
)
def test_wrong_passphrase_does_not_unlock_a_file(words: str) -> None:
    with pytest.raises(
        DecryptionError, match=r"^The passphrase is wrong, or the file is damaged\.$"
    ):
        decrypt(FILE, words)


@settings(max_examples=60)
@given(st.integers(0, len(FILE.strip()) - 1), st.sampled_from("AZaz09-_.!\n\u00e9"))
def test_locked_file_with_one_changed_character_never_opens_as_other_text(
    at: int, other: str
) -> None:
    file = FILE.strip()
    altered = file[:at] + other + file[at + 1 :]
    try:
        text = decrypt(altered, WORDS)
    except DecryptionError:
        return
    # The last character of a base64url part has unused bits, so changing it may not change the bytes.
    assert altered == file or text == TEXT


@pytest.mark.parametrize("end", [0, 1, 100, len(FILE) // 2, len(FILE.strip()) - 4])
def test_truncated_locked_file_is_not_opened(end: int) -> None:
    with pytest.raises(DecryptionError):
        decrypt(FILE[:end], WORDS)


@pytest.mark.parametrize(
    "changes",
    [
        {"alg": "none"}, {"alg": "dir"}, {"alg": "A256KW"}, {"alg": "PBES2-HS256+A128KW"}, {"alg": "RSA1_5"},
        {"enc": "A128GCM"}, {"enc": "A256CBC-HS512"}, {"enc": None}, {"alg": None}, {"zip": "DEF"},
        {"p2c": 999}, {"p2c": 2_000_001}, {"p2c": 10**12}, {"p2c": "1000"}, {"p2c": True}, {"p2c": None}, {"p2c": -1},
        {"p2c": 1000.0}, {"p2s": None}, {"p2s": 7}, {"p2s": "AAAA"}, {"crit": ["x"]}, {"typ": "JWT"},
    ],
)  # fmt: skip
def test_locked_file_with_another_header_is_refused_quickly(changes: dict[str, object]) -> None:
    started = time.monotonic()
    with pytest.raises(DecryptionError):
        decrypt(with_header(FILE, **changes), WORDS)
    assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    "file", ["", "....", "a.b.c.d.e", "x" * 1_000_001, "\x00", "{}", f"{FILE.strip()}.x"]
)
def test_text_that_is_no_locked_file_is_not_opened(file: str) -> None:
    with pytest.raises(DecryptionError):
        decrypt(file, WORDS)


def test_text_of_half_a_megabyte_is_locked_and_unlocked() -> None:
    text = "x" * 512 * 1024
    assert decrypt(encrypt(text, WORDS, QUICK), WORDS) == text


def test_locked_content_that_is_not_utf_8_is_not_opened() -> None:
    header = {"alg": jwe.ALGORITHM, "enc": jwe.ENCRYPTION, "p2c": QUICK}
    file = encrypt_compact(header, b"\xff\xfe", jwe._key(WORDS), registry=jwe._registry())
    with pytest.raises(DecryptionError):
        decrypt(file, WORDS)


@pytest.mark.parametrize(
    ("text", "encrypted"),
    [(FILE, True), (FILE.strip(), True), (f" {FILE}\r\n", True)]
    + [(text, False) for text in ("{}", "", "a.b.c.d", "a.b.c.d.é")],
)
def test_locked_file_is_recognised_by_its_five_parts(text: str, encrypted: bool) -> None:
    assert looks_encrypted(text) is encrypted


def test_missing_joserfc_is_not_reported_as_a_damaged_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "joserfc.jwe", None)
    with pytest.raises(ModuleNotFoundError):
        decrypt(FILE, WORDS)
    with pytest.raises(ModuleNotFoundError):
        encrypt(TEXT, WORDS)


VECTORS = json.loads((TESTS / "vectors/locked-files.json").read_text("utf-8"))


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["why"])
def test_locked_file_vectors_open_or_are_refused_as_in_the_page(case: dict[str, str]) -> None:
    if case["outcome"] == "opens":
        assert decrypt(case["file"], case["typed"]) == VECTORS["text"]
    else:
        with pytest.raises(DecryptionError):
            decrypt(case["file"], case["typed"])


def test_locked_file_vectors_are_up_to_date() -> None:
    # Imported only here, because the import makes the vectors. One takes two million rounds, and every process of a
    # test run would wait for it.
    import locked_file_vectors

    assert VECTORS["cases"] == locked_file_vectors.cases()


def test_locked_file_with_a_refused_header_is_not_hashed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jwe, "_key", lambda _: pytest.fail("hashed"))
    refused: list[dict[str, object]] = [
        {"p2c": 999}, {"p2c": 2_000_001}, {"zip": "DEF"}, {"crit": []}
    ]  # fmt: skip
    for changes in refused:
        with pytest.raises(DecryptionError):
            decrypt(with_header(FILE, **changes), WORDS)
