"""Tests of locked (encrypted) files on the command line: encrypt, decrypt, read, and audit many files."""

import csv
import json
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from broken_files import REFUSED
from instrument_samples import PACKAGE, envelope, of_this_version

from scoring.__main__ import main
from scoring.audit import notes
from scoring.cli.encryption import jwe, passphrases
from scoring.cli.encryption.jwe import decrypt, looks_encrypted

WORDS = "correct horse battery staple"
OTHER_WORDS = "seven other words of somebody else here"
NAME = "Sam Example"
ANSWERS = {"client-name": NAME, "factor-1": 3, "gender": "female", "date-completed": "2026-03-12"}
TEXT = json.dumps(envelope(ANSWERS))


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Encrypt with only 1,000 rounds, to save time; test_jwe.py tests the default number."""
    monkeypatch.setattr(jwe, "encrypt", partial(jwe.encrypt, rounds=1_000))


class FakeTerminal:
    """Stand-in for getpass and for a person who types these answers; `prompts` has what was asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
        self.prompts: list[str] = []
        self._answers: Iterator[str] = iter(answers)
        monkeypatch.setattr(passphrases, "_has_terminal", lambda: True)
        monkeypatch.setattr(passphrases, "getpass", self)

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
    return plain(folder, jwe.encrypt(text, by), name)


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = main([str(each) for each in arguments])
    out, err = capsys.readouterr()
    assert NAME not in err
    assert WORDS not in out + err
    return status, out, err


def test_encrypt_asks_for_the_passphrase_twice_and_locks_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    prompts = FakeTerminal(monkeypatch, WORDS, WORDS)
    out = tmp_path / "answers.cse"
    assert run(capsys, "encrypt", plain(tmp_path), "-o", out) == (0, "", "")
    assert looks_encrypted(out.read_text("utf-8"))
    assert decrypt(out.read_text("utf-8"), WORDS) == TEXT
    assert prompts.prompts == ["Passphrase: ", "The same passphrase again: "]


def test_encrypt_refuses_two_different_passphrases(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    FakeTerminal(monkeypatch, WORDS, WORDS.upper())
    out = tmp_path / "answers.cse"
    status, _, err = run(capsys, "encrypt", plain(tmp_path), "-o", out)
    assert (status, err) == (2, "The two passphrases are not the same.\n")
    assert not out.exists()


def test_encrypt_refuses_an_empty_passphrase(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    FakeTerminal(monkeypatch, " - ")
    status, _, err = run(capsys, "encrypt", plain(tmp_path), "-o", tmp_path / "x.cse")
    assert (status, err) == (2, "No passphrase was given.\n")


def test_passphrase_is_read_from_a_file_with_one_line(
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
        f"{words}: has more than one line. Put the passphrase on one line\n",
    )
    assert run(capsys, "decrypt", out, "--words-from", words) == (0, TEXT, "")


def test_encrypt_never_overwrites_a_file(
    tmp_path: Path, words: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source, existing = plain(tmp_path), plain(tmp_path, "of long ago", "old.cse")
    command = ("encrypt", source, "-o", existing, "--words-from", words)
    expected = (2, "", f"{existing}: already exists. Choose another name, or delete that file.\n")
    assert run(capsys, *command) == expected
    # The same if another program makes the file after the command has checked that there is none.
    monkeypatch.setattr("scoring.cli.run.check_absent", lambda _: None)
    assert run(capsys, *command) == expected
    assert existing.read_text("utf-8") == "of long ago"


def test_encrypt_reports_a_file_that_cannot_be_written(
    tmp_path: Path, words: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "no folder" / "x.cse"
    status, _, err = run(capsys, "encrypt", plain(tmp_path), "-o", out, "--words-from", words)
    assert (status, err) == (2, f"{out}: cannot be written: No such file or directory\n")


@pytest.mark.parametrize(
    "name", ["another form", "cut off in the middle", "NaN", "a newer version"]
)
def test_encrypt_refuses_a_file_that_could_not_be_opened_again(
    name: str, tmp_path: Path, words: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(REFUSED[name].content)
    out = tmp_path / "x.cse"
    status, _, err = run(capsys, "encrypt", file, "-o", out, "--words-from", words)
    assert status == 2
    assert err.startswith(f"{file}: ")
    assert not out.exists()


def test_encrypt_warns_of_answers_that_will_open_as_blank(
    tmp_path: Path, words: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = plain(tmp_path, json.dumps(envelope({"factor-11": 2})))
    status, _, err = run(capsys, "encrypt", file, "-o", tmp_path / "x.cse", "--words-from", words)
    assert status == 0
    assert err.startswith(f"{file}: answers.factor-11: “11. Do you know if ")


@pytest.mark.parametrize(
    ("content", "words_given"),
    [(jwe.encrypt(TEXT, WORDS, 1000), OTHER_WORDS), (jwe.encrypt(TEXT, WORDS, 1000)[:-9], WORDS)],
)  # fmt: skip
@pytest.mark.parametrize("command", ["decrypt", "check", "score", "report"])
def test_wrong_passphrase_and_damaged_file_give_the_same_message(
    command: str, content: str, words_given: str, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    FakeTerminal(monkeypatch, words_given)
    file = plain(tmp_path, content, "x.cse")
    message = f"{file}: The passphrase is wrong, or the file is damaged.\n"
    assert run(capsys, command, file) == (2, "", message)


def test_decrypt_refuses_a_file_that_is_not_locked(
    tmp_path: Path, words: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = plain(tmp_path)
    expected = (2, "", f"{file}: is not a locked file\n")
    assert run(capsys, "decrypt", file, "--words-from", words) == expected


def test_decrypt_does_not_print_a_locked_file_that_is_no_assessment(
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


def test_unlocked_file_needs_no_passphrase(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    prompts = FakeTerminal(monkeypatch)
    assert run(capsys, "check", plain(tmp_path))[0] == 0
    assert prompts.prompts == []


def test_file_above_the_size_limit_is_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "x.cse"
    with file.open("wb") as out:
        out.truncate(4_000_001)
    expected = (2, "", f"{file}: is larger than an assessment can be. Choose a saved assessment\n")
    assert run(capsys, "check", file) == expected


def test_decrypt_without_joserfc_says_how_to_install_it(
    tmp_path: Path, words: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = locked(tmp_path)
    monkeypatch.setitem(sys.modules, "joserfc.jwe", None)
    status, _, err = run(capsys, "decrypt", file, "--words-from", words)
    assert status == 2
    assert err == (
        "Locked files need the package joserfc.jwe. Run python3 build.py and use .venv/bin/python.\n"
    )


def table(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.reader(opened, strict=True))


def assessment(number: int, **rest: object) -> str:
    answers = {**ANSWERS, "worker-name": f"Pat Worker {number}"}
    return json.dumps({**envelope(answers), **rest})


def without_usual_notes(err: str) -> list[str]:
    """Return the messages without the notes on the return and its period, which are always the same."""
    return [
        line
        for line in err.splitlines()
        if not line.startswith(
            ("The return is for", "Pass on only one", "This period has not", "Re-ident")
        )
    ]


def test_audit_counts_readable_files_and_names_the_others(
    tmp_path: Path, words: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words.write_text(f"{WORDS}\n{OTHER_WORDS}\n", "utf-8")
    for number in range(40):
        locked(
            tmp_path,
            assessment(number),
            name=f"{number:02d}.cse",
            by=OTHER_WORDS if number % 2 else WORDS,
        )
    unlocked = plain(tmp_path)
    bad = [
        locked(tmp_path, name="a.cse", by="nobody knows these"),
        plain(tmp_path, "<html>", "b.cse"),
        tmp_path / "nowhere.cse",
        PACKAGE / "practice_cases/high-profile.json",
        plain(tmp_path, "\ufeff\ufeff\ufeff{", "three marks.cse"),
    ]
    folder = tmp_path / "return" / "of 2026"
    status, out, err = run(
        capsys, "audit", tmp_path / "[0-9][0-9].cse", tmp_path / "00.cse", unlocked, *bad,
        "--csv", folder, "--words-from", words,
    )  # fmt: skip
    assert (status, out) == (1, "")
    damaged = "This file is not a saved assessment, or it is incomplete or damaged. Open another copy of the file, or"
    assert without_usual_notes(err) == [
        f"{bad[0]}: The passphrase is wrong, or the file is damaged.",
        f"{bad[1]}: {damaged} save the assessment again.",
        f"{bad[2]}: cannot be read: No such file or directory",
        f"{bad[3]}: The file is a practice case. Practice cases are not counted.",
        f"{bad[4]}: {damaged} save the assessment again.",
        "Files counted: 41. Not counted: 5",
    ]
    assert "The return is for: Financial year 2025 to 2026 (April 2025 to March 2026)\n" in err
    assert f"{notes.ONE_RETURN}\n" in err
    assert sorted(each.name for each in folder.iterdir()) == ["audit-counts.csv"]
    counts = folder / "audit-counts.csv"
    assert ["All", "", "40"] in table(counts) or ["All", "", "45"] in table(counts)
    assert counts.read_bytes().startswith(b'\xef\xbb\xbf"Question"')
    assert b"\r\n" in counts.read_bytes()
    assert NAME not in counts.read_text("utf-8")


def test_audit_writes_rows_only_on_request_and_readable_only_by_the_owner(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(12):
        plain(tmp_path, assessment(number), f"{number}.json")
    folder = tmp_path / "return"
    status, _, err = run(capsys, "audit", tmp_path / "*.json", "--csv", folder, "--rows")
    assert status == 0
    assert f"{notes.ROWS_ARE_FOR}\n" in err
    rows = folder / "audit-rows.csv"
    assert len(table(rows)) == 1 + 12
    assert {row[0] for row in table(rows)[1:]} == {"2026-M03"}
    assert rows.stat().st_mode & 0o777 == 0o600
    assert NAME not in rows.read_text("utf-8")


def test_audit_counts_copies_and_older_files_of_one_assessment_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(5):
        plain(tmp_path, assessment(number), f"{number}.json")
    copy = plain(tmp_path, assessment(0, saved="2026-03-12T09:30"), "copy.json")
    link = tmp_path / "link.json"
    link.symlink_to(tmp_path / "1.json")
    older = plain(
        tmp_path, assessment(8, assessment_id="8f2c", saved="2026-03-12T09:30"), "old.json"
    )
    newer = plain(
        tmp_path, assessment(9, assessment_id="8f2c", saved="2026-03-13T09:30"), "new.json"
    )
    given = sorted(tmp_path.glob("[0-9].json"))
    status, _, err = run(
        capsys, "audit", *given, *given, copy, link, older, newer, "--csv", tmp_path / "return"
    )
    assert status == 0
    assert without_usual_notes(err) == [
        f"{given[0]}: is a copy of {copy}, which is counted once.",
        f"{link}: is a copy of {given[1]}, which is counted once.",
        f"{older}: is an older version of the assessment in {newer}. Only the newest version is counted.",
        "Files counted: 6. Not counted: 3",
    ]


def test_audit_stops_until_undecided_answers_are_decided(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(6):
        plain(tmp_path, assessment(number), f"{number}.json")
    text = json.dumps(envelope({**ANSWERS, "disability": "no speech", "gender": "she/her"}))
    odd = plain(tmp_path, text, "odd, or not.json")
    command = ("audit", tmp_path / "*.json", "--csv", tmp_path / "return")
    status, _, err = run(capsys, *command)
    assert status == 1
    assert [line.split(" has an answer")[0] for line in err.splitlines()] == [
        f"{odd}: Gender",
        f"{odd}: Disability",
        "Nothing was written. Answers that need a decision: 2",
    ]
    assert "Choose from: Yes; No; Not known." in err
    assert "speech" not in err
    assert not (tmp_path / "return").exists()
    decisions = plain(tmp_path, f"disability, yes ,{odd}\n\n", "decisions.txt")
    assert run(capsys, *command, "--decisions", decisions)[0] == 1
    decisions.write_text(f"disability,Yes,{odd}\ngender,Female,{odd}\n", "utf-8")
    status, _, err = run(capsys, *command, "--decisions", decisions, "--rows")
    assert (status, without_usual_notes(err)[0]) == (0, "Files counted: 7. Not counted: 0")
    assert [row[4] for row in table(tmp_path / "return/audit-rows.csv")].count("Yes") == 1


def test_all_undecided_answers_can_be_counted_as_not_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(6):
        answers = {**ANSWERS, "worker-name": str(number), "gender": "she/her"}
        plain(tmp_path, json.dumps(envelope(answers)), f"{number}.json")
    command = ("audit", tmp_path / "*.json", "--csv", tmp_path / "return")
    assert run(capsys, *command, "--undecided-as-not-known", "--rows")[0] == 0
    genders = {row[2] for row in table(tmp_path / "return/audit-rows.csv")[1:]}
    assert genders == {"Not known"}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "disability,Perhaps,{}",
            "{}: The decision on Disability must be one of: Yes; No; Not known",
        ),
        ("disability", "{decisions}: line 1 must be: question,answer,file"),
    ],
)
def test_audit_refuses_an_invalid_decision(
    line: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = plain(tmp_path, json.dumps(envelope({**ANSWERS, "disability": "no speech"})))
    decisions = plain(tmp_path, line.format(odd), "decisions.txt")
    status, _, err = run(capsys, "audit", odd, "--csv", tmp_path / "x", "--decisions", decisions)
    assert (status, err) == (2, message.format(odd, decisions=decisions) + "\n")


def test_audit_leaves_out_files_outside_the_period_or_without_a_date(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(6):
        plain(tmp_path, assessment(number), f"{number}.json")
    later = plain(tmp_path, json.dumps(envelope({"date-completed": "2026-04-01"})), "later.json")
    undated = plain(tmp_path, json.dumps(envelope({"date-completed": {"year": "2026"}})), "no.json")
    given = ("audit", tmp_path / "[0-9].json", later, undated, "--csv", tmp_path / "return")
    status, _, err = run(capsys, *given, "--period", "2025-26-q4")
    assert status == 1
    assert without_usual_notes(err) == [
        f"{undated}: does not have a full date under “Date form completed”, or the date is after today. It cannot "
        "be counted in any period. Correct the date, save the file and read it again.",
        "Completed outside this period: 1. Other periods to choose with --period: 2026-27, 2025-26, 2026-27-Q1",
        "Files counted: 6. Not counted: 2",
    ]
    assert "quarter 4 (January 2026 to March 2026)" in err
    assert run(capsys, *given, "--period", "2025-27")[2] == (
        "--period must be a financial year such as 2026-27, or a quarter such as 2026-27-Q1\n"
    )


def test_audit_of_too_few_files_writes_no_table(
    tmp_path: Path, words: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "return"
    status, _, err = run(capsys, "audit", locked(tmp_path), "--csv", folder, "--words-from", words)
    assert (status, without_usual_notes(err)) == (
        2,
        ["Files counted: 1. Not counted: 0", notes.TOO_FEW],
    )
    assert not folder.exists()


def test_audit_of_valid_files_succeeds_and_never_overwrites_a_return(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    five = [plain(tmp_path, assessment(number), f"{number}.json") for number in range(5)]
    command = ("audit", *five, "--csv", tmp_path / "return")
    status, _, err = run(capsys, *command)
    assert (status, without_usual_notes(err)) == (0, ["Files counted: 5. Not counted: 0"])
    status, _, err = run(capsys, *command, "--rows")
    assert status == 2
    assert err.endswith(
        "audit-counts.csv: already exists. Choose another name, or delete that file.\n"
    )
    assert [each.name for each in (tmp_path / "return").iterdir()] == ["audit-counts.csv"]


def test_audit_reports_a_folder_that_cannot_be_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    five = [plain(tmp_path, assessment(number), f"{number}.json") for number in range(5)]
    status, _, err = run(capsys, "audit", *five, "--csv", five[0] / "inside")
    assert (status, err.splitlines()[-1]) == (
        2,
        f"{five[0] / 'inside'}: cannot be made: Not a directory",
    )


def test_practice_case_is_locked_and_read_like_other_files(
    tmp_path: Path, words: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = json.loads((PACKAGE / "practice_cases/reassessment.json").read_text("utf-8"))
    file = tmp_path / "reassessment.json"
    file.write_text(json.dumps(of_this_version(case)), encoding="utf-8")
    out = tmp_path / "x.cse"
    assert run(capsys, "encrypt", file, "-o", out, "--words-from", words) == (0, "", "")
    status, document, _ = run(capsys, "report", out, "--words-from", words)
    assert status == 0
    assert "Reassessment. Compared with" in document
    assert "PRACTICE" in document
