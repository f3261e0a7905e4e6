"""Tests of the command line: output, exit status, and error messages that never repeat typed text."""

import dataclasses
import errno
import io
import json
import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from instrument_samples import (
    CONTACTS,
    INSTRUMENT,
    PACKAGE,
    assessed,
    envelope,
    every_factor,
    scored,
)

import scoring
from scoring.__main__ import main
from scoring.answers.envelope.json_schema import answers_schema
from scoring.cli.typeface import faces
from scoring.report import renderer
from scoring.report.wording import fixed

TYPED = "Zoë 🙂 Example"
SOUND = {
    "client-name": TYPED,
    "factor-1": 3,
    "date-of-birth": {"day": "2", "month": "3", "year": "2011"},
}
SOUND["basis-of-concerns"] = {"ticked": ["disclosure"]}
SOUND["analysis-police"] = "Reported"
WRONG = {**SOUND, "date-completed": {"day": TYPED}, "date-agreed": "2010-01-01"}


def run(
    *arguments: str | bytes | Path, options: tuple[str, ...] = (), out: int = subprocess.PIPE
) -> subprocess.CompletedProcess[bytes]:
    """Run `python -m scoring` in a process whose default encoding is ASCII and not UTF-8."""
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent), "PYTHONIOENCODING": "ascii"}
    return subprocess.run(
        [sys.executable, *options, "-m", "scoring", *arguments],
        stdout=out,
        stderr=subprocess.PIPE,
        env=environment,
        timeout=60,
        check=False,
    )


def saved(folder: Path, data: object, name: str = "answers.json") -> Path:
    file = folder / name
    file.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return file


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return saved(tmp_path, envelope(SOUND))


def in_process(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    status = main([str(each) for each in arguments])
    out, err = capsys.readouterr()
    return status, out, err


def test_check_command_reports_no_errors_and_nothing_else(
    sound: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = f"{sound}: no errors found. Blank answers were not checked.\n"
    assert in_process(capsys, "check", sound) == (0, words, "")


def in_words(result: dict[str, Any]) -> dict[str, Any]:
    """Return the part of a printed result that comes before "factors"."""
    return {key: result[key] for key in list(result)[: list(result).index("factors")]}


def test_score_command_prints_completeness_before_any_number(
    sound: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = in_process(capsys, "score", sound)
    assert (status, err) == (0, "")
    assert list(in_words(json.loads(out)).items()) == [
        ("completeness", "1 of 11 risk factors answered (1 scored, 0 not known), 10 not answered"),
        ("total_with_base", "3 from 1 of 11 factors"),
        ("possible_range", "between 13 and 53 if every factor had a number"),
        ("total_note", ""),
        ("risk_factor_present", True),
        ("level_agreed", "NOT YET AGREED"),
        ("level_gaps", []),
        ("age_note", ""),
        ("caveat", fixed.CAVEAT),
    ]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        (
            {},
            {
                "completeness": "0 of 11 risk factors answered (0 scored, 0 not known), 11 not answered",
                "total_with_base": "No total: none of the 11 factors is scored",
                "possible_range": "between 11 and 55 if every factor had a number",
                "risk_factor_present": False,
                "level_agreed": "NOT YET AGREED",
                "level_gaps": [],
            },
        ),
        (
            {**every_factor(5), "risk-category": 1, "team-manager": TYPED},
            {
                "completeness": "11 of 11 risk factors answered (11 scored, 0 not known)",
                "total_with_base": "55 from 11 of 11 factors",
                "possible_range": "",
                "risk_factor_present": True,
                "level_agreed": "Entered: category 1 – not yet agreed. The answers match the wording of category 3.",
                "level_gaps": [
                    "Agreed with CSE Prevention Manager (name): no name given",
                    "Date the level was agreed: no complete, valid date given",
                    "The level entered is below category 3, although the answers match its wording. "
                    "No reason was given.",
                ],
            },
        ),
    ],
)
def test_score_command_uses_the_words_of_the_screen_and_the_report(
    answers: dict[str, object],
    words: dict[str, object],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, out, _ = in_process(capsys, "score", saved(tmp_path, envelope(answers)))
    assert status == 0
    notes = {"total_note": "", "age_note": "", "caveat": fixed.CAVEAT}
    assert in_words(json.loads(out)) == {**words, **notes}


def test_score_command_prints_the_whole_result(
    sound: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result: dict[str, Any] = json.loads(in_process(capsys, "score", sound)[1])
    whole = json.loads(json.dumps(dataclasses.asdict(scored(SOUND))))
    assert {key: value for key, value in result.items() if key not in in_words(result)} == whole
    assert result["total"] == {
        "sum": 3,
        "not_known_counts": 0,
        "answered": 1,
        "of": 11,
        "lowest": 13,
        "highest": 53,
    }
    assert result["signs_of_harm"] == [
        {
            "item": "basis-of-concerns",
            "text": "D. Basis of CSE Concerns: Disclosure of exploitation",
            "reference": "Section 1, D. Basis of CSE Concerns, Disclosure of exploitation",
        }
    ]
    assert [match["category"] for match in result["matched"]] == [3, 2]


def test_report_command_prints_the_document_of_the_page(
    sound: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = renderer.document(INSTRUMENT, CONTACTS, assessed(SOUND), faces=faces())
    assert in_process(capsys, "report", sound) == (0, document, "")


@pytest.mark.parametrize("command", ["check", "score", "report"])
def test_date_after_the_today_option_is_a_warning(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = saved(tmp_path, envelope({"date-agreed": "2026-11-30"}))
    _, _, before = in_process(capsys, command, file, "--today", "2026-11-29")
    _, _, same = in_process(capsys, command, file, "--today", "2026-11-30")
    assert before.startswith(
        f"{file}: answers.date-agreed: Date the level was agreed is after today’s date (29 November 2026)."
    )
    assert same == ""


def test_dates_are_compared_with_the_system_date_without_the_today_option(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = saved(tmp_path, envelope({"date-agreed": "2100-12-31"}))
    assert "is after today" in in_process(capsys, "check", file)[2]


@pytest.mark.parametrize("text", ["2026-02-31", "29.11.2026", "today"])
def test_today_option_that_is_no_date_is_refused(
    text: str, sound: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = in_process(capsys, "check", sound, "--today", text)
    assert (status, out) == (2, "")
    assert "must be a date such as 2026-11-29" in err


def test_schema_command_prints_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = in_process(capsys, "schema")
    assert (status, json.loads(out), err) == (0, answers_schema(INSTRUMENT), "")


def test_report_command_prints_utf_8_whatever_the_console_encoding(sound: Path) -> None:
    done = run("report", sound)
    expected = renderer.document(INSTRUMENT, CONTACTS, assessed(SOUND), faces=faces()).encode(
        "utf-8"
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, expected, b"")


@pytest.mark.parametrize("command", ["check", "score", "report"])
def test_impossible_answer_is_reported_with_its_path_and_status_1(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = saved(tmp_path, envelope(WRONG))
    status, _, err = in_process(capsys, command, file)
    assert status == 1
    assert err == (
        f"{file}: answers.date-completed: Date form completed must have a day from 1 to 31\n"
        f"{file}: answers.date-agreed: Date the level was agreed must not be before “Date of Birth”\n"
    )


def test_check_command_prints_no_output_for_impossible_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert in_process(capsys, "check", saved(tmp_path, envelope(WRONG)))[:2] == (1, "")


def test_score_command_prints_the_result_without_an_age_for_impossible_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = in_process(capsys, "score", saved(tmp_path, envelope(WRONG)))
    result: dict[str, Any] = json.loads(out)
    assert (status, next(iter(result))) == (1, "completeness")
    whole = json.loads(json.dumps(dataclasses.asdict(scored(WRONG))))
    assert {key: value for key, value in result.items() if key not in in_words(result)} == whole
    assert (result["total"]["sum"], result["age"]) == (3, None)


def test_report_command_prints_the_whole_report_with_impossible_answers_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = in_process(capsys, "report", saved(tmp_path, envelope(WRONG)))
    assert (status, out) == (
        1,
        renderer.document(INSTRUMENT, CONTACTS, assessed(WRONG), faces=faces()),
    )
    assert out.index("Correct these before you send this assessment") < out.index("Signs of harm")
    assert "<li>Date form completed must have a day from 1 to 31</li>" in out
    assert "<li>Date the level was agreed must not be before “Date of Birth”</li>" in out


def test_unusual_postcode_is_a_warning_with_status_0(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = saved(tmp_path, envelope({"client-postcode": TYPED}))
    status, out, err = in_process(capsys, "check", file)
    assert (status, out.count("no errors found")) == (0, 1)
    assert err == (
        f"{file}: answers.client-postcode: Postcode does not look like a full postcode, such as UB8 1UW. "
        "It is kept as you typed it.\n"
    )


@pytest.mark.parametrize("command", ["check", "score", "report"])
def test_victim_blaming_words_give_a_warning_that_quotes_only_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    typed = f"{TYPED} has a lifestyle choice. “A lifestyle choice”"
    file = saved(tmp_path, envelope({"analysis-police": typed}))
    status, _, err = in_process(capsys, command, file)
    assert status == 0
    assert [line for line in err.splitlines() if "lifestyle" in line] == [
        f"{file}: answers.analysis-police: Look at the words “lifestyle choice” again. "
        "No child chooses to be exploited. Write only what is known, for example: “the child is being exploited” "
        "or “the child may have been groomed, and cannot see a way out”."
    ]
    assert TYPED not in err


def test_different_names_of_the_child_give_a_warning_that_quotes_neither(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = saved(tmp_path, envelope({"client-name": TYPED, "analysis-name": "Alex Sample"}))
    status, out, err = in_process(capsys, "check", file)
    assert (status, out.count("no errors found")) == (0, 1)
    assert err == (
        f"{file}: answers.analysis-name: NAME OF YOUNG PERSON is not the same as “Client’s Name”. "
        "Both are printed as you typed them.\n"
    )


@pytest.mark.parametrize("command", ["check", "score", "report"])
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            json.dumps(envelope({"factor-11": 3, "client-name": TYPED})),
            "answers.factor-11: must be one of 1, 4, 5",
        ),
        (json.dumps(envelope({"gender": [TYPED]})), "answers.gender: must be text"),
        (
            json.dumps(envelope({TYPED: 1})),
            "answers.(an unknown key): is not an item of this instrument",
        ),
        (
            '{"version": 1e999}',
            "The file contains a number that is too large",
        ),
        (
            json.dumps(envelope({"client-ethnicity": TYPED})),
            "answers.client-ethnicity: must be one of the answers offered",
        ),
        (json.dumps([TYPED]), "must be an object"),
        (f'{{"{TYPED}', "The file is not valid JSON: line 1, column 2"),
        ("", "The file is not valid JSON: line 1, column 1"),
        ("[" * 1000, "The file has more levels than an assessment can have"),
    ],
)
def test_file_without_answers_is_reported_in_one_line_with_status_2(
    command: str, content: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "answers.json"
    file.write_text(content, "utf-8")
    assert in_process(capsys, command, file) == (2, "", f"{file}: {words}\n")


def test_byte_order_mark_of_an_answers_file_is_ignored(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(envelope(SOUND)), "utf-8-sig")
    assert file.read_bytes().startswith(b"\xef\xbb\xbf{")
    assert in_process(capsys, "check", file)[0] == 0


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_a_file_in_another_encoding_is_refused(
    encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "answers.json"
    file.write_bytes(json.dumps(envelope({"gender": "Zoë"}), ensure_ascii=False).encode(encoding))
    words = f"{file}: is not UTF-8 text; save it as UTF-8 and try again\n"
    assert in_process(capsys, "check", file) == (2, "", words)


def test_missing_file_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "nowhere.json"
    words = f"{file}: cannot be read: No such file or directory\n"
    assert in_process(capsys, "score", file) == (2, "", words)


def test_folder_in_place_of_a_file_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = f"{tmp_path}: is a folder, not a file\n"
    assert in_process(capsys, "score", tmp_path) == (2, "", words)


def test_file_name_that_is_not_unicode_is_printed_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = in_process(capsys, "check", tmp_path / "\udcff.json")
    assert (status, out) == (2, "")
    assert err.startswith(f"{tmp_path / 'x'}"[:-1] + "\\udcff.json: cannot be read: ")


def test_key_with_a_lone_surrogate_is_refused_without_a_traceback(tmp_path: Path) -> None:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(envelope({"\ud800": 1})), "utf-8")
    done = run("check", file)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        f"{file}: answers.(an unknown key): is not an item of this instrument\n"
    )


@pytest.mark.parametrize("arguments", [[], ["frobnicate"], ["score"], ["schema", "x"]])
def test_unknown_command_is_refused_with_a_usage_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    err = capsys.readouterr().err
    assert err.startswith("usage: python -m scoring")
    assert err.count("\n") == 1


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert [
        name for name in ("check", "score", "report", "schema") if f"    {name} " not in out
    ] == []


def test_package_runs_as_a_module_and_returns_its_exit_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = saved(tmp_path, envelope({"factor-1": 9}))
    monkeypatch.setattr(sys, "argv", ["scoring", "check", str(file)])
    # runpy would warn that this module is already loaded.
    monkeypatch.delitem(sys.modules, "scoring.__main__")
    with pytest.raises(SystemExit) as caught:
        runpy.run_module("scoring", run_name="__main__", alter_sys=True)
    assert caught.value.code == 2
    assert capsys.readouterr().err == f"{file}: answers.factor-1: must be one of 1, 2, 3, 4, 5\n"


def test_output_stream_without_a_settable_encoding_is_written_to(
    sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    assert main(["report", str(sound)]) == 0
    assert out.getvalue() == renderer.document(INSTRUMENT, CONTACTS, assessed(SOUND), faces=faces())


NO_JINJA = "This command needs the package jinja2. Run python3 build.py and use .venv/bin/python.{}"


def test_report_command_without_jinja2_names_the_missing_package(
    sound: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # Simulate that jinja2 cannot be imported and that the renderer has not been imported yet.
    monkeypatch.setitem(sys.modules, "jinja2", None)
    for name in ("renderer", "jinja_templates"):
        monkeypatch.delitem(sys.modules, f"scoring.report.{name}")
        monkeypatch.delattr(scoring.report, name)
    assert in_process(capsys, "report", sound) == (2, "", NO_JINJA.format("\n"))
    # The status says that the command failed, even if the answers have problems too.
    wrong = saved(sound.parent, envelope({"date-of-birth": "2011-02-29"}), "wrong.json")
    words = f"{wrong}: answers.date-of-birth: Date of Birth must be a real date\n"
    assert in_process(capsys, "report", wrong) == (2, "", words + NO_JINJA.format("\n"))


def test_check_and_score_commands_need_only_the_standard_library(sound: Path) -> None:
    # -S starts Python without the installed packages.
    bare = {
        command: run(command, sound, options=("-S",)) for command in ("check", "score", "report")
    }
    assert {command: done.returncode for command, done in bare.items()} == {
        "check": 0,
        "score": 0,
        "report": 2,
    }
    assert json.loads(bare["score"].stdout)["total"]["sum"] == 3
    assert bare["report"].stderr.decode().splitlines() == [NO_JINJA.format("")]


class Full(io.StringIO):
    """A text stream on a full disk. With `at_once` each write fails, otherwise only flushing does."""

    def __init__(self, at_once: bool) -> None:
        super().__init__()
        self.at_once = at_once

    def write(self, text: str) -> int:
        if self.at_once:
            self.flush()
        return super().write(text)

    def flush(self) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("command", ["check", "score", "report", "schema"])
def test_output_that_cannot_be_written_is_reported_with_status_2(
    command: str,
    at_once: bool,
    sound: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", Full(at_once))
        status = main([command] if command == "schema" else [command, str(sound)])
        # stdout is dropped, so that Python does not write to it again at exit.
        assert sys.stdout is None
    words = "The output cannot be written: No space left on device\n"
    assert (status, capsys.readouterr().err) == (2, words)


@pytest.mark.parametrize("command", ["score", "report"])
def test_unwritable_output_gives_status_2_for_impossible_answers_too(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = saved(tmp_path, envelope({"date-of-birth": "2011-02-29"}))
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", Full(at_once=False))
        status = main([command, str(file)])
    assert (status, capsys.readouterr().err.splitlines()) == (
        2,
        [
            f"{file}: answers.date-of-birth: Date of Birth must be a real date",
            "The output cannot be written: No space left on device",
        ],
    )


@pytest.mark.parametrize("command", ["check", "report"])
def test_broken_pipe_is_reported_in_one_line(command: str, sound: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = run(command, sound, out=writer)
    os.close(writer)
    words = b"The output cannot be written: Broken pipe\n"
    assert (done.returncode, done.stderr) == (2, words)


def test_printed_json_is_indented_and_keeps_non_ascii_letters(
    sound: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    in_a_list = in_process(capsys, "schema")[1].splitlines()[1]
    assert in_a_list == '  "$schema": "https://json-schema.org/draft/2020-12/schema",'
    assert "Client’s Name" in in_process(capsys, "schema")[1]


def test_score_command_prints_the_same_bytes_on_every_run(sound: Path) -> None:
    assert run("score", sound).stdout == run("score", sound).stdout


@pytest.mark.parametrize(
    "arguments",
    [("--js", "check"), ("score", "--js"), ("audit", "--cs", "out"), ("audit", "--period", "2026")],
)
def test_shortened_option_or_an_audit_without_a_folder_is_refused(
    arguments: tuple[str, ...], sound: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = in_process(capsys, *arguments, sound)
    assert (status, out) == (2, "")
    assert "--csv" in err or "--js" in err
