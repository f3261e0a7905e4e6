"""Tests of the commands ``word`` and ``text``, and of the files that commands write."""

import json
import zipfile
from pathlib import Path

import pytest
from instrument_samples import envelope
from report_words import of_document

from scoring.__main__ import main
from scoring.cli.encryption import jwe
from scoring.export import word

SAM = {"client-name": "Sam Example", "factor-1": 3}
PASSPHRASE = "kettle gravel umbrella ninety"


def saved(folder: Path, answers: object) -> Path:
    file = folder / "answers.json"
    file.write_text(json.dumps(envelope(answers)), encoding="utf-8")
    return file


def encrypted_and_passphrase(folder: Path) -> tuple[Path, Path]:
    file, words = folder / "saved.cse", folder / "words.txt"
    file.write_text(jwe.encrypt(json.dumps(envelope(SAM)), PASSPHRASE), encoding="utf-8")
    words.write_text(PASSPHRASE, encoding="utf-8")
    return file, words


def run(*arguments: object) -> int:
    return main([str(each) for each in arguments])


def test_word_command_writes_the_same_bytes_each_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = saved(tmp_path, SAM)
    for name in ("one.docx", "two.docx"):
        assert run("word", file, "-o", tmp_path / name) == 0
    assert capsys.readouterr() == ("", "")
    assert (tmp_path / "one.docx").read_bytes() == (tmp_path / "two.docx").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.docx") as archive:
        assert archive.testzip() is None
        entries = archive.infolist()
        assert entries[0].filename == "[Content_Types].xml"
        assert {each.filename for each in entries} == set(word._FILES)
        assert {each.date_time for each in entries} == {(1980, 1, 1, 0, 0, 0)}
        assert {each.create_system for each in entries} == {0}
        document_text = of_document(archive.read("word/document.xml").decode())
    assert " ".join(document_text).count("Sam Example") >= 2


def test_text_command_prints_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("text", saved(tmp_path, SAM)) == 0
    out, err = capsys.readouterr()
    assert out.startswith("OFFICIAL-SENSITIVE · S.E.\n\n")
    assert "\nChild: Sam Example\n" in out
    assert err == ""


def test_export_reports_impossible_answers_and_prints_them_in_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = saved(tmp_path, {"date-of-birth": "2026-02-30"})
    assert run("word", file, "-o", tmp_path / "a.docx", "--today", "2026-11-29") == 1
    assert run("text", file, "--today", "2026-11-29") == 1
    out, err = capsys.readouterr()
    assert "Correct these before you send this assessment\n---" in out
    assert err.count("must be a real date") == 2
    assert (tmp_path / "a.docx").is_file()


def test_export_opens_a_locked_file_and_never_overwrites_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, words = encrypted_and_passphrase(tmp_path)
    assert run("text", file, "--passphrase-from", words) == 0
    assert "Sam Example" in capsys.readouterr().out
    there = tmp_path / "there.docx"
    there.write_text("mine", encoding="utf-8")
    for command in ("word", "text", "report", "score", "decrypt", "encrypt", "fhir"):
        # The passphrase file does not exist. The command does not get as far as reading it.
        assert run(command, file, "-o", there, "--passphrase-from", tmp_path / "none") == 2
        assert "already exists" in capsys.readouterr().err
        assert there.read_text("utf-8") == "mine"


def test_output_file_has_the_bytes_that_the_command_prints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Some shells change letters if the output of a command is redirected to a file."""
    file, words = encrypted_and_passphrase(tmp_path)
    named = [file, "--passphrase-from", words]
    for command in ("text", "report", "score", "decrypt", "fhir"):
        status = run(command, *named)
        printed = capsys.readouterr().out
        out = tmp_path / command
        assert run(command, *named, "-o", out) == status
        assert capsys.readouterr().out == ""
        assert out.read_bytes().decode("utf-8") == printed
    assert "Sam Example" in printed
    schema = tmp_path / "schema.json"
    assert run("schema", "-o", schema) == 0
    assert json.loads(schema.read_text("utf-8"))["title"]
