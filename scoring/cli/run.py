"""Runs one command. Reports every failure as one message on standard error and an exit status, without a traceback."""

import argparse
import sys
from pathlib import Path

from scoring.answers.envelope.assessment import Assessment, parse
from scoring.answers.parsing import strict_json
from scoring.cli import arguments as command_arguments
from scoring.cli import compare, device_date, single
from scoring.cli.console import CommandError, Console
from scoring.cli.encryption.jwe import looks_encrypted
from scoring.cli.encryption.passphrases import Passphrases
from scoring.cli.files import decrypted, text_of
from scoring.cli.new_files import FileConsole, check_absent
from scoring.definition import instrument_file
from scoring.definition.model import Instrument
from scoring.errors import ScoringError
from scoring.rules.findings import find


def run(arguments: list[str] | None) -> int:
    """Runs one command and returns the exit status."""
    words = sys.argv[1:] if arguments is None else arguments
    # Errors in the arguments must be reported in the requested format too.
    console = Console(as_json="--json" in words)
    try:
        return _command(words, console)
    except CommandError as error:
        console.error(error)
        return 2
    except SystemExit:
        # The help was printed.
        return 0
    except KeyboardInterrupt:
        console.note("Stopped.", code="stopped")
        return 130
    except ImportError as error:
        message = f"This command needs the package {error.name}. Run python3 build.py and use .venv/bin/python."
        console.error(CommandError(message, code="missing-package"))
        return 2
    except Exception as error:
        # The text of an unexpected error may contain answers.
        message = (
            f"The program has a fault ({type(error).__name__}). Report it with the command that you used, but leave "
            "out any child’s name."
        )
        console.error(CommandError(message, code="internal"))
        return 2


def _command(words: list[str], console: Console) -> int:
    instrument = instrument_file.load()
    options = command_arguments.parse(instrument.title, words)
    output = getattr(options, "output", None)
    if output is not None:
        # Before a passphrase is asked for.
        check_absent(output)
        console = FileConsole(output, as_json=options.as_json)
    if options.command == "schema":
        return single.schema(instrument, console)
    passphrases = Passphrases(options.passphrase_from)
    if options.command in ("encrypt", "decrypt"):
        return _encrypt_or_decrypt(instrument, options, passphrases, console)
    if options.command == "compare":
        return compare.compare(instrument, options.file, options.other, passphrases, console)
    if options.command == "audit":
        # Imported here, because the other commands do not need Jinja2.
        from scoring.cli import audit

        return audit.make(instrument, options, passphrases, console)
    if options.command in ("word", "text"):
        return _exporting(instrument, options, passphrases, console)
    if options.command == "fhir":
        return _fhir(instrument, options, passphrases, console)
    assessment = _read(instrument, options.file, passphrases)
    today = device_date.chosen_date(options)
    return single.COMMANDS[options.command](instrument, assessment, options.file, today, console)


def _encrypt_or_decrypt(
    instrument: Instrument, options: argparse.Namespace, passphrases: Passphrases, console: Console
) -> int:
    from scoring.cli.encryption import encrypt

    if options.command == "encrypt":
        return encrypt.encrypt(instrument, options.file, options.output, passphrases, console)
    console.write_json(encrypt.decrypt(instrument, options.file, passphrases, console))
    return 0


def _exporting(
    instrument: Instrument, options: argparse.Namespace, passphrases: Passphrases, console: Console
) -> int:
    from scoring.cli import export

    assessment = _read(instrument, options.file, passphrases)
    findings = find(instrument, assessment, device_date.chosen_date(options))
    status = single.report_problems(instrument, findings, options.file, console)
    if options.command == "word":
        export.word_file(instrument, findings, options.output)
    else:
        console.write(export.text(instrument, findings))
    return status


def _fhir(
    instrument: Instrument, options: argparse.Namespace, passphrases: Passphrases, console: Console
) -> int:
    from scoring.cli.fhir import command

    if options.questionnaire == (options.file is not None):
        raise CommandError("fhir: give either a file or --questionnaire", code="usage")
    if options.questionnaire:
        return command.write_questionnaire(instrument, console)
    assessment = _read(instrument, options.file, passphrases)
    command.write_response(instrument, assessment, options.file, console)
    findings = find(instrument, assessment, device_date.chosen_date(options))
    return single.report_problems(instrument, findings, options.file, console)


def _read(instrument: Instrument, file: Path, passphrases: Passphrases) -> Assessment:
    text = text_of(file)
    if looks_encrypted(text):
        text = decrypted(file, text, passphrases)
    try:
        return parse(instrument, strict_json.read(text))
    except ScoringError as error:
        raise CommandError(str(error), code=error.problem.code, file=file) from error
