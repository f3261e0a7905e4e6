"""Tests of the command "compare", which prints the differences between two files and changes neither."""

import json
from pathlib import Path
from typing import Any

import pytest
from instrument_samples import INSTRUMENT, envelope

from scoring.__main__ import main
from scoring.cli.encryption import jwe
from scoring.report.wording.difference_wording import TWO_HISTORIES

Capture = pytest.CaptureFixture[str]
SAME = {"assessment_id": "1" * 32}
HERE: dict[str, object] = {
    "client-name": "Sam Example",
    "factor-3": 2,
    "client-address": "1 Road\nHayes",
}
THERE: dict[str, object] = {"client-name": "Sam Example\x1b[31m", "factor-3": "not-known"}


def saved(folder: Path, name: str, answers: dict[str, object], **rest: Any) -> Path:
    file = folder / name
    file.write_text(json.dumps({**envelope(answers), **SAME, **rest}), "utf-8")
    return file


def compare(capsys: Capture, *arguments: str | Path) -> tuple[int, str, str]:
    status = main(["compare", *map(str, arguments)])
    return (status, *capsys.readouterr())


def test_compare_prints_each_difference_with_both_answers(tmp_path: Path, capsys: Capture) -> None:
    here, there = saved(tmp_path, "a.json", HERE), saved(tmp_path, "b.json", THERE)
    before = here.read_bytes(), there.read_bytes()
    assert compare(capsys, here, there) == (
        1,
        "\n".join(
            [
                "Client’s Name",
                f"  {here}:",
                "    Sam Example",
                f"  {there}:",
                # The command removes a control character from the text of the file, as the form does.
                "    Sam Example[31m",
                "Client: Address",
                f"  {here}:",
                "    1 Road",
                "    Hayes",
                f"  {there}:",
                "    (not answered)",
                "3. Drug use",
                f"  {here}:",
                "    2 Some concern about use of drugs.",
                f"  {there}:",
                "    Not known",
                "",
            ]
        ),
        f"{there}: The child’s name or date of birth is not the same in the two versions of this assessment. "
        "Someone may have replaced the answers in one version with answers about another child. If so, do not use "
        "those answers.\n",
    )  # fmt: skip
    assert (here.read_bytes(), there.read_bytes()) == before


def test_compare_finds_a_locked_file_equal_to_its_unlocked_file(
    tmp_path: Path, capsys: Capture
) -> None:
    here = saved(tmp_path, "a.json", HERE)
    (tmp_path / "b.cse").write_text(jwe.encrypt(here.read_text("utf-8"), "kettle gravel"), "utf-8")
    (tmp_path / "words").write_text("kettle gravel\n", "utf-8")
    result = compare(capsys, here, tmp_path / "b.cse", "--passphrase-from", tmp_path / "words")
    assert result == (0, "The answers in the two files are the same.\n", "")
    assert compare(capsys, here, here) == result


def test_compare_reports_invalid_answers_and_different_histories(
    tmp_path: Path, capsys: Capture
) -> None:
    past = [{"instrument": INSTRUMENT.version, "answers": {"factor-1": each}} for each in (1, 2)]
    here = saved(tmp_path, "a.json", {"factor-3": 9}, earlier=past[:1])
    there = saved(tmp_path, "b.json", {}, earlier=past[1:])
    status, out, err = compare(capsys, here, there, "--json")
    assert (status, out.splitlines()[0]) == (1, "Earlier assessments of this child")
    assert [json.loads(line)["level"] for line in err.splitlines()] == ["warning", "note"]
    assert json.loads(err.splitlines()[1])["message"] == TWO_HISTORIES


def test_compare_exits_with_2_for_another_child_or_a_damaged_file(
    tmp_path: Path, capsys: Capture
) -> None:
    here = saved(tmp_path, "a.json", HERE)
    other = saved(tmp_path, "b.json", {"client-name": "Charlie Specimen"}, assessment_id="2" * 32)
    status, out, err = compare(capsys, here, other)
    assert (status, out) == (2, "")
    assert err.startswith(f"{other}: The two assessments cannot be compared")
    damaged = tmp_path / "c.json"
    damaged.write_text("{", "utf-8")
    status, out, err = compare(capsys, here, damaged)
    assert (status, out) == (2, "")
    assert err.startswith(f"{damaged}: This file is not a saved assessment")
