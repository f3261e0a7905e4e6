"""The commands ``encrypt`` and ``decrypt`` for answers files."""

from pathlib import Path

from scoring.cli.console import Console
from scoring.cli.encryption.passphrases import Passphrases
from scoring.cli.files import decrypted, encrypted, text_of
from scoring.cli.new_files import write_all
from scoring.cli.opening import open_assessment
from scoring.definition.model import Instrument


def encrypt(
    instrument: Instrument, file: Path, out: Path, passphrases: Passphrases, console: Console
) -> int:
    """Encrypts an answers file and returns the exit status. Refuses a file that the form could not open again."""
    text = text_of(file)
    open_assessment(instrument, file, text, console)
    write_all({out: encrypted(text, passphrases.new())})
    return 0


def decrypt(instrument: Instrument, file: Path, passphrases: Passphrases, console: Console) -> str:
    """Returns the answers in an encrypted file as they were saved, and reports any that cannot be used."""
    text = decrypted(file, text_of(file), passphrases)
    open_assessment(instrument, file, text, console)
    return text
