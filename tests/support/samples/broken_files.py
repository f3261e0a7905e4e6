"""Invalid saved assessments by name: the decrypted content of each, and the refusal or notice that it causes.

The files in `REFUSED` are not opened at all. Those in `OPENED_IN_PART` open with something left blank or removed.
The tests in Python and the tests in the browser use the same two tables.
"""

import json
from dataclasses import dataclass

from instrument_samples import INSTRUMENT, envelope


@dataclass(frozen=True)
class Broken:
    """A file, the code of its refusal or only notice, and the path of the notice."""

    content: bytes
    code: str
    path: str = ""


def file(answers: object, **rest: object) -> bytes:
    """Return a file with these answers; `rest` adds or replaces members of its envelope."""
    return json.dumps({**envelope(answers), **rest}, ensure_ascii=False).encode()


def _with(key: str, value: object) -> bytes:
    return json.dumps({**envelope({"gender": "x"}), key: value}).encode()


def _without(key: str) -> bytes:
    return json.dumps({name: value for name, value in envelope({}).items() if name != key}).encode()


_SOUND = file({"client-name": "Sam Example", "factor-1": 3})
_TEXT = _SOUND.decode()


def _nested(levels: int) -> bytes:
    """Return a file whose brackets are nested to this number of levels, including those around `answers`."""
    return file({"gender": json.loads("[" * (levels - 2) + "]" * (levels - 2))})


REFUSED: dict[str, Broken] = {
    "nothing": Broken(b"", "not-json"),
    "cut off in the middle": Broken(_SOUND[: len(_SOUND) // 2], "not-json"),
    "without its last byte": Broken(_SOUND[:-1], "not-json"),
    "a web page": Broken(b"<!doctype html><script>alert(1)</script>", "not-json"),
    "a picture": Broken(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not-utf-8"),
    "text in the Windows encoding": Broken(
        _TEXT.replace("Sam", "Zoë").encode("cp1252"), "not-utf-8"
    ),
    "UTF-16": Broken(_TEXT.encode("utf-16"), "not-utf-8"),
    "another object after its end": Broken(_SOUND + b'{"answers": {}}', "trailing-data"),
    "a letter after its end": Broken(_SOUND + b"x", "trailing-data"),
    "one question twice": Broken(
        _TEXT.replace('"factor-1": 3', '"factor-1": 3, "factor-1": 1').encode(), "doubled-key"
    ),
    "one question twice, once escaped": Broken(
        _TEXT.replace('"factor-1": 3', '"factor-1": 3, "\\u0066actor-1": 1').encode(), "doubled-key"
    ),
    "NaN": Broken(_TEXT.replace("3}", "NaN}").encode(), "not-a-number"),
    "Infinity": Broken(_TEXT.replace("3}", "-Infinity}").encode(), "not-a-number"),
    "a number that is too large": Broken(_TEXT.replace("3}", "1e999}").encode(), "not-a-number"),
    "a number of 5,000 figures": Broken(_TEXT.replace("3}", "9" * 5000 + "}").encode(), "not-json"),
    "seven levels": Broken(_nested(7), "too-deep"),
    "100,000 levels": Broken(b"[" * 100_000, "too-deep"),
    "100,000 levels of objects": Broken(b'{"answers":' * 30_000, "too-deep"),
    "more than 512 kB": Broken(file({"client-name": "x" * 512 * 1024}), "too-large"),
    "more than 512 kB of spaces": Broken(_SOUND + b" " * 512 * 1024, "too-large"),
    "more than 512 kB, in fewer characters": Broken(
        file({"client-name": "\u0645" * 270_000}), "too-large"
    ),
    "a list": Broken(b"[]", "other-form"),
    "a number": Broken(b"7", "other-form"),
    "null": Broken(b"null", "other-form"),
    "another form": Broken(_with("format", "another-form"), "other-form"),
    "another program": Broken(b'{"title": "Shopping", "items": []}', "other-form"),
    "no format": Broken(_without("format"), "other-form"),
    "no version": Broken(_without("version"), "version"),
    "a version that is true": Broken(_with("version", True), "version"),
    "a version as text": Broken(_with("version", "1"), "version"),
    "a version with a point": Broken(_with("version", 1.0), "version"),
    "version 0": Broken(_with("version", 0), "version"),
    "a newer version": Broken(_with("version", 3), "newer-version"),
    "a version far ahead": Broken(_with("version", 10**30), "newer-version"),
    "no instrument": Broken(_without("instrument"), "instrument"),
    "an instrument that is a number": Broken(_with("instrument", 1.0), "instrument"),
    "a newer instrument": Broken(_with("instrument", "9.0"), "newer-instrument"),
    "no answers": Broken(_without("answers"), "no-answers"),
    "answers in a list": Broken(_with("answers", [["factor-1", 3]]), "no-answers"),
}

_KEPT = {"gender": "x"}


def _item(item: str, value: object) -> bytes:
    return file({**_KEPT, item: value})


OPENED_IN_PART: dict[str, Broken] = {
    "a factor that does not exist": Broken(_item("factor-12", 3), "unknown", "answers.factor-12"),
    "an unknown key": Broken(_item("Sam Example", 3), "unknown", "answers.(an unknown key)"),
    "__proto__": Broken(_item("__proto__", {"factor-1": 5}), "unknown", "answers.(an unknown key)"),
    "constructor": Broken(_item("constructor", {"prototype": {"x": 1}}), "unknown", "answers.constructor"),
    "__proto__ around it": Broken(_with("__proto__", {"practice": True}), "unknown", "(an unknown key)"),
    "toString": Broken(_item("toString", "x"), "unknown", "answers.(an unknown key)"),
    "__proto__ in a date": Broken(
        _item("date-of-birth", {"__proto__": {"day": "1"}}), "unknown", "answers.date-of-birth.(an unknown key)"
    ),
    "__proto__ in a list": Broken(
        _item("basis-of-concerns", {"__proto__": []}), "unknown", "answers.basis-of-concerns.(an unknown key)"
    ),
    "an added total": Broken(_with("total", 11), "unknown", "total"),
    "a name that is a number": Broken(_item("client-name", 7), "type", "answers.client-name"),
    "a name that is a list": Broken(_item("client-name", ["Sam Example"]), "type", "answers.client-name"),
    "a number as text": Broken(_item("factor-1", "3"), "type", "answers.factor-1"),
    "a number with a point": Broken(_item("factor-1", 3.0), "type", "answers.factor-1"),
    "true for a number": Broken(_item("factor-1", True), "type", "answers.factor-1"),
    "full-width figures": Broken(_item("factor-1", "\uff13"), "type", "answers.factor-1"),
    "a number that is not offered": Broken(_item("factor-11", 3), "not-offered", "answers.factor-11"),
    "a number far away": Broken(_item("factor-1", 10**30), "not-offered", "answers.factor-1"),
    "a negative number": Broken(_item("factor-1", -1), "not-offered", "answers.factor-1"),
    "a factor that is an object": Broken(_item("factor-1", {"number": 3}), "type", "answers.factor-1"),
    "a level that does not exist": Broken(_item("risk-category", 4), "not-offered", "answers.risk-category"),
    "a level not known": Broken(_item("risk-category", "not-known"), "type", "answers.risk-category"),
    "a code of another list": Broken(_item("client-ethnicity", "W1"), "not-offered", "answers.client-ethnicity"),
    "a code in full width": Broken(_item("client-ethnicity", "\uff372"), "not-offered", "answers.client-ethnicity"),
    "a choice that is not offered": Broken(
        _item("has-social-worker", "Perhaps"), "not-offered", "answers.has-social-worker"
    ),
    "a date with slashes": Broken(_item("date-of-birth", "27/3/2011"), "type", "answers.date-of-birth"),
    "a date of full-width figures": Broken(
        _item("date-of-birth", "\uff12\uff10\uff11\uff11-03-27"), "type", "answers.date-of-birth"
    ),
    "a date that is a number": Broken(_item("date-of-birth", 20110327), "type", "answers.date-of-birth"),
    "a day that is a number": Broken(_item("date-of-birth", {"day": 27}), "type", "answers.date-of-birth"),
    "a text that is too long": Broken(_item("client-name", "x" * 50_001), "too-long", "answers.client-name"),
    "a box that does not exist": Broken(
        _item("basis-of-concerns", {"ticked": ["disclosure", "x"]}), "unknown-box", "answers.basis-of-concerns"
    ),
    "a box that is an object": Broken(
        _item("basis-of-concerns", {"ticked": [{}]}), "unknown-box", "answers.basis-of-concerns"
    ),
    "boxes that are not a list": Broken(
        _item("basis-of-concerns", {"ticked": "disclosure"}), "type", "answers.basis-of-concerns"
    ),
    "a list in place of a tick list": Broken(
        _item("basis-of-concerns", ["disclosure"]), "type", "answers.basis-of-concerns"
    ),
    "words beside Other that are too long": Broken(
        _item("basis-of-concerns", {"ticked": ["disclosure"], "other": "x" * 50_001}),
        "too-long",
        "answers.basis-of-concerns",
    ),
    "words with a direction override": Broken(
        _item("client-name", "Sam \u202eelpmaxE"), "hidden-characters", "answers.client-name"
    ),
    "words with zero-width spaces": Broken(
        _item("analysis-police", "no\u200bthing"), "hidden-characters", "answers.analysis-police"
    ),
    "a name with a joiner in it": Broken(_item("client-name", "S\u200dam"), "hidden-characters", "answers.client-name"),
    "earlier assessments that are not a list": Broken(file(_KEPT, earlier={}), "earlier", "earlier"),
    "an earlier assessment that is a number": Broken(file(_KEPT, earlier=[7]), "earlier", "earlier[0]"),
    "an earlier assessment without answers": Broken(
        file(_KEPT, earlier=[{"instrument": INSTRUMENT.version}]), "earlier", "earlier[0]"
    ),
    "an earlier assessment of a newer instrument": Broken(
        file(_KEPT, earlier=[{"instrument": "9.0", "answers": {}}]), "earlier", "earlier[0]"
    ),
    "10 earlier assessments": Broken(
        file(_KEPT, earlier=[{"instrument": INSTRUMENT.version, "answers": {}}] * 10), "too-many", "earlier"
    ),
    "an earlier answer that is not offered": Broken(
        file(_KEPT, earlier=[{"instrument": INSTRUMENT.version, "answers": {"factor-11": 2}}]),
        "not-offered",
        "earlier[0].answers.factor-11",
    ),
    "an earlier assessment with an unknown entry": Broken(
        file(_KEPT, earlier=[{"instrument": INSTRUMENT.version, "answers": {}, "total": 7}]),
        "unknown",
        "earlier[0].total",
    ),
    "practice as a text": Broken(file(_KEPT, practice="no"), "practice", "practice"),
    "practice as 1": Broken(file(_KEPT, practice=1), "practice", "practice"),
    "practice as 0": Broken(file(_KEPT, practice=0), "practice", "practice"),
    "saved as a day": Broken(file(_KEPT, saved="2026-11-22"), "saved", "saved"),
    "saved as a script": Broken(file(_KEPT, saved="<script>alert(1)</script>"), "saved", "saved"),
    "saved as a number": Broken(file(_KEPT, saved=1), "saved", "saved"),
    "saved on a day that does not exist": Broken(file(_KEPT, saved="2026-02-31T18:05"), "saved", "saved"),
    "a short identity": Broken(file(_KEPT, assessment_id="0123"), "assessment_id", "assessment_id"),
    "an identity that is a number": Broken(file(_KEPT, assessment_id=7), "assessment_id", "assessment_id"),
    "a long total by hand": Broken(file(_KEPT, by_hand="2" * 101), "by_hand", "by_hand"),
    "a total by hand that is a number": Broken(file(_KEPT, by_hand=27), "by_hand", "by_hand"),
}  # fmt: skip
