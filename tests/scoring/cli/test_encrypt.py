"""Locked files on the command line: locking, unlocking, reading, and the audit return of many."""

import csv
import json
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from broken_files import REFUSED
from sample import PACKAGE, envelope

from scoring import audit
from scoring.__main__ import main
from scoring.command_line import files, saved_file
from scoring.command_line.saved_file import looks_locked, unlock

WORDS = "correct horse battery staple"
OTHER_WORDS = "seven other words of somebody else here"
NAME = "Sam Example"
ANSWERS = {"client-name": NAME, "factor-1": 3, "gender": "female", "date-completed": "2026-03-12"}
TEXT = json.dumps(envelope(ANSWERS))


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lock with few rounds; that there are many otherwise is tested where locking is."""
    monkeypatch.setattr(saved_file, "lock", partial(saved_file.lock, rounds=1_000))


class Asked:
    """Whoever sits at the keyboard."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
        self.prompts: list[str] = []
        self._answers: Iterator[str] = iter(answers)
        monkeypatch.setattr(files, "getpass", self)

    def __call__(self, prompt: str) -> str:
        self.prompts.append(prompt)
        return next(self._answers)


@pytest.fixture
def words(tmp_path: Path) -> Path:
    file = tmp_path / "words.txt"
    file.write_text(f"\n{WORDS}\n", "utf-8")
    return file


def plain(folder: Path, text: str = TEXT, name: str = "answers.json") -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def locked(folder: Path, text: str = TEXT, name: str = "answers.cse", by: str = WORDS) -> Path:
    return plain(folder, saved_file.lock(text, by), name)


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = main([str(each) for each in arguments])
    out, err = capsys.readouterr()
    assert NAME not in err
    assert WORDS not in out + err
    return status, out, err


def test_a_file_is_locked_with_words_that_are_asked_for_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Asked(monkeypatch, WORDS, WORDS)
    out = tmp_path / "answers.cse"
    assert run(capsys, "encrypt", plain(tmp_path), "-o", out) == (0, "", "")
    assert looks_locked(out.read_text("utf-8"))
    assert unlock(out.read_text("utf-8"), WORDS) == TEXT
    assert asked.prompts == ["The words that lock the file: ", "The same words again: "]


def test_words_that_differ_lock_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Asked(monkeypatch, WORDS, WORDS.upper())
    out = tmp_path / "answers.cse"
    status, _, err = run(capsys, "encrypt", plain(tmp_path), "-o", out)
    assert (status, err) == (2, "-: the words were not the same twice\n")
    assert not out.exists()


def test_no_words_lock_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Asked(monkeypatch, " - ")
    status, _, err = run(capsys, "encrypt", plain(tmp_path), "-o", tmp_path / "x.cse")
    assert (status, err) == (2, "-: there are no words in it\n")


def test_words_come_from_a_file_with_one_line(
    tmp_path: Path, words: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "answers.cse"
    assert run(capsys, "encrypt", plain(tmp_path), "-o", out, "--words-from", words) == (0, "", "")
    assert run(capsys, "decrypt", out, "--words-from", words) == (0, TEXT, "")
    words.write_text(f"{WORDS}\n{OTHER_WORDS}\n", "utf-8")
    status, _, err = run(
        capsys, "encrypt", plain(tmp_path), "-o", tmp_path / "b.cse", "--words-from", words
    )
    assert (status, err) == (
        2,
        f"{words}: has more than one line: words for one file are on one\n",
    )
    assert run(capsys, "decrypt", out, "--words-from", words) == (0, TEXT, "")


def test_no_file_is_written_over(
    tmp_path: Path, words: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source, there = plain(tmp_path), plain(tmp_path, "of long ago", "old.cse")
    command = ("encrypt", source, "-o", there, "--words-from", words)
    said = (2, "", f"{there}: is there already. Name another, or take that one away.\n")
    assert run(capsys, *command) == said
    # Also where it came to be while somebody thought of words.
    monkeypatch.setattr(Path, "exists", lambda _: False)
    assert run(capsys, *command) == said
    assert there.read_text("utf-8") == "of long ago"


def test_a_file_that_cannot_be_written_is_said_to_be_so(
    tmp_path: Path, words: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "no folder" / "x.cse"
    status, _, err = run(capsys, "encrypt", plain(tmp_path), "-o", out, "--words-from", words)
    assert (status, err) == (2, f"{out}: cannot be written: No such file or directory\n")


@pytest.mark.parametrize(
    "name", ["another form", "cut off in the middle", "NaN", "a newer version"]
)
def test_what_could_not_be_opened_again_is_not_locked(
    name: str, tmp_path: Path, words: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(REFUSED[name].content)
    out = tmp_path / "x.cse"
    status, _, err = run(capsys, "encrypt", file, "-o", out, "--words-from", words)
    assert status == 2
    assert err.startswith(f"{file}: ")
    assert not out.exists()


def test_what_will_be_left_blank_is_said_before(
    tmp_path: Path, words: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = plain(tmp_path, json.dumps(envelope({"factor-11": 2})))
    status, _, err = run(capsys, "encrypt", file, "-o", tmp_path / "x.cse", "--words-from", words)
    assert status == 0
    assert err.startswith(f"{file}: answers.factor-11: “11. Do you know if ")


@pytest.mark.parametrize(
    ("content", "words_given"),
    [(saved_file.lock(TEXT, WORDS, 1000), OTHER_WORDS), (saved_file.lock(TEXT, WORDS, 1000)[:-9], WORDS)],
)  # fmt: skip
@pytest.mark.parametrize("command", ["decrypt", "check", "score", "report"])
def test_wrong_words_and_damage_are_one_message(
    command: str, content: str, words_given: str, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    Asked(monkeypatch, words_given)
    file = plain(tmp_path, content, "x.cse")
    said = f"{file}: The words are wrong, or the file is damaged.\n"
    assert run(capsys, command, file) == (2, "", said)


def test_what_is_not_locked_is_not_unlocked(
    tmp_path: Path, words: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = plain(tmp_path)
    said = (2, "", f"{file}: is not a locked file\n")
    assert run(capsys, "decrypt", file, "--words-from", words) == said


def test_what_was_locked_and_is_no_assessment_is_not_printed(
    tmp_path: Path, words: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = locked(tmp_path, "[1, 2]")
    status, out, err = run(capsys, "decrypt", file, "--words-from", words)
    assert (status, out) == (2, "")
    assert "is not an assessment saved by this toolkit" in err


@pytest.mark.parametrize("command", ["check", "score", "report"])
def test_every_command_reads_locked_files_too(
    command: str, tmp_path: Path, words: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    of_plain = run(capsys, command, plain(tmp_path, name="x"))
    of_locked = run(capsys, command, locked(tmp_path, name="x"), "--words-from", words)
    assert of_plain == of_locked
    assert of_plain[0] == 0


def test_an_unlocked_file_asks_for_no_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Asked(monkeypatch)
    assert run(capsys, "check", plain(tmp_path))[0] == 0
    assert asked.prompts == []


def test_a_file_far_too_large_is_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "x.cse"
    with file.open("wb") as out:
        out.truncate(4_000_001)
    said = (2, "", f"{file}: is larger than an assessment can be\n")
    assert run(capsys, "check", file) == said


def test_without_its_library_it_says_how_to_get_it(
    tmp_path: Path, words: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = locked(tmp_path)
    monkeypatch.setitem(sys.modules, "joserfc.jwe", None)
    status, _, err = run(capsys, "decrypt", file, "--words-from", words)
    assert status == 2
    assert "has not got the package joserfc.jwe, which locked files need. Install it with: " in err
    assert "-m pip install --require-hashes -r requirements-files.txt" in err


def table(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.reader(opened, strict=True))


def test_an_audit_counts_what_it_can_and_names_the_rest(
    tmp_path: Path, words: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words.write_text(f"{WORDS}\n{OTHER_WORDS}\n", "utf-8")
    for number in range(4):
        locked(tmp_path, name=f"{number}.cse", by=OTHER_WORDS if number % 2 else WORDS)
    unlocked = plain(tmp_path)
    bad = [
        locked(tmp_path, name="a.cse", by="nobody knows these"),
        plain(tmp_path, "<html>", "b.cse"),
        tmp_path / "nowhere.cse",
        PACKAGE / "practice/high-profile.json",
    ]
    folder = tmp_path / "return" / "of 2026"
    status, out, err = run(
        capsys, "audit", tmp_path / "[0-9].cse", tmp_path / "0.cse", unlocked, *bad,
        "--csv", folder, "--words-from", words,
    )  # fmt: skip
    assert (status, out) == (1, "")
    assert err.splitlines() == [
        f"{bad[0]}: The words are wrong, or the file is damaged.",
        f"{bad[1]}: The file is no assessment, or it is cut off or damaged. Open another copy of the file, or save "
        "the assessment again.",
        f"{bad[2]}: cannot be read: No such file or directory",
        f"{bad[3]}: The file is a practice case. It was not counted.",
        "5 counted, 4 not",
    ]
    rows, counts = table(folder / "audit-rows.csv"), table(folder / "audit-counts.csv")
    assert len(rows) == 1 + 5
    assert {row[0] for row in rows[1:]} == {"2026-03"}
    assert ["Gender", "Female", "5"] in counts
    assert NAME not in (folder / "audit-rows.csv").read_text("utf-8")
    assert (folder / "audit-rows.csv").read_bytes().startswith(b'\xef\xbb\xbf"Month completed"')
    assert b"\r\n" in (folder / "audit-rows.csv").read_bytes()


def test_of_too_few_files_no_table_is_written(
    tmp_path: Path, words: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "return"
    status, _, err = run(capsys, "audit", locked(tmp_path), "--csv", folder, "--words-from", words)
    assert (status, err) == (2, f"1 counted, 0 not\n{audit.TOO_FEW}\n")
    assert not folder.exists()


def test_an_audit_of_all_files_is_well_and_never_writes_over_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    five = [plain(tmp_path, name=f"{number}.json") for number in range(5)]
    command = ("audit", *five, "--csv", tmp_path / "return")
    assert run(capsys, *command) == (0, "", "5 counted, 0 not\n")
    status, _, err = run(capsys, *command)
    assert status == 2
    assert err.endswith("audit-rows.csv: is there already. Name another, or take that one away.\n")


def test_a_folder_that_cannot_be_made_is_said_to_be_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    five = [plain(tmp_path, name=f"{number}.json") for number in range(5)]
    status, _, err = run(capsys, "audit", *five, "--csv", five[0] / "inside")
    assert (status, err.splitlines()[-1]) == (
        2,
        f"{five[0] / 'inside'}: cannot be made: Not a directory",
    )


def test_the_practice_cases_are_locked_and_read_like_others(
    tmp_path: Path, words: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = PACKAGE / "practice/reassessment.json"
    out = tmp_path / "x.cse"
    assert run(capsys, "encrypt", file, "-o", out, "--words-from", words) == (0, "", "")
    status, document, _ = run(capsys, "report", out, "--words-from", words)
    assert status == 0
    assert "What has changed since" in document
    assert "PRACTICE" in document
