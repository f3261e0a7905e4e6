"""The encrypted file format: JSON Web Encryption (RFC 7516, compact) with a PBES2 key (RFC 7518, 4.8).

docs/app/crypto/jwe.mjs implements the same with another library; both are tested with tests/vectors/locked-files.json.
docs/about/file-format.md is the specification.
"""

import base64
import copy
import json
import re
import warnings
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Final

from scoring.answers.parsing import normalisation
from scoring.errors import ScoringError
from scoring.limits import ENCRYPTED_FILE

if TYPE_CHECKING:
    from joserfc.jwe import JWERegistry
    from joserfc.jwk import OctKey

ALGORITHM: Final = "PBES2-HS512+A256KW"
ENCRYPTION: Final = "A256GCM"
TYPE: Final = "hillingdon-cse+jwe"
# Iterations of PBKDF2 over the passphrase. They make each guess slow.
ROUNDS: Final = 600_000
# The maximum stops a malicious file from keeping the computer busy for hours.
FEWEST_ROUNDS, MOST_ROUNDS = 1_000, 2_000_000

# In base64 characters. RFC 7518 requires at least 8 bytes.
SHORTEST_SALT, LONGEST_SALT = 11, 1_366
# The lengths of the wrapped key (40 bytes), the nonce (12) and the tag (16) in base64.
_LENGTHS: Final = (54, 16, None, 22)

_ENCRYPTED = re.compile(r"[ \t\r\n]*eyJ[A-Za-z0-9_.-]*[ \t\r\n]*")
# A JSON object of strings and integers, without escapes. A header needs nothing else.
_MEMBER = r'"([A-Za-z0-9]+)"[ \t\r\n]*:[ \t\r\n]*("[ !#-\[\]-~]*"|0|[1-9][0-9]{0,9})'
_HEADER = re.compile(
    rf"[ \t\r\n]*\{{[ \t\r\n]*{_MEMBER}([ \t\r\n]*,[ \t\r\n]*{_MEMBER})*[ \t\r\n]*\}}[ \t\r\n]*"
)
# The last base64 character has no unused bits set, so that each file has exactly one encoding.
_BASE64 = re.compile("([A-Za-z0-9_-]{4})*([A-Za-z0-9_-][AQgw]|[A-Za-z0-9_-]{2}[AEIMQUYcgkosw048])?")


class DecryptionError(ScoringError):
    """The passphrase is wrong or the file was altered. Decryption cannot distinguish the two."""

    def __init__(self) -> None:
        super().__init__("locked", "", "The passphrase is wrong, or the file is damaged.")


def looks_encrypted(text: str) -> bool:
    """Reports whether a text starts like an encrypted file. A damaged one usually still does."""
    return _ENCRYPTED.fullmatch(text) is not None


def normalise(passphrase: str) -> str:
    """Returns the normalised form of a passphrase, which is the one used for encryption."""
    return normalisation.passphrase(passphrase)


def encrypt(text: str, passphrase: str, rounds: int = ROUNDS) -> str:
    """Encrypts a text; returns one line. Raises ModuleNotFoundError if joserfc is not installed."""
    from joserfc.jwe import encrypt_compact

    header = {"alg": ALGORITHM, "enc": ENCRYPTION, "p2c": rounds, "typ": TYPE, "cty": "json"}
    with warnings.catch_warnings():
        # The library warns about short keys, but a passphrase may be short.
        warnings.simplefilter("ignore")
        key = _key(normalise(passphrase))
        return encrypt_compact(header, text, key, registry=_registry()) + "\n"


def decrypt(file: str, passphrase: str) -> str:
    """Decrypts a file.

    Raises DecryptionError for every failure, and ModuleNotFoundError if joserfc is not installed.
    """
    from joserfc.jwe import decrypt_compact

    compact = file.strip(" \t\r\n")
    if len(file) > ENCRYPTED_FILE or not _is_allowed(compact):
        raise DecryptionError
    # Older files were encrypted with the earlier normalisation of the passphrase.
    forms = (normalise(passphrase), normalisation.passphrase_before(passphrase))
    for form in dict.fromkeys(each for each in forms if each):
        # A malicious file can make the library raise any exception. None may reveal whether the passphrase was right.
        with warnings.catch_warnings(), suppress(Exception):
            warnings.simplefilter("ignore")
            decrypted = decrypt_compact(compact, _key(form), registry=_registry())
            return (decrypted.plaintext or b"").decode("utf-8")
    raise DecryptionError


def _is_allowed(compact: str) -> bool:
    """Reports whether a file's header and lengths are allowed. Otherwise nothing is hashed or decrypted."""
    head, *rest = compact.split(".")
    if len(rest) != len(_LENGTHS) or not all(_BASE64.fullmatch(each) for each in (head, *rest)):
        return False
    if any(length and len(each) != length for each, length in zip(rest, _LENGTHS, strict=True)):
        return False
    text = base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)).decode("latin-1")
    if not _HEADER.fullmatch(text):
        return False
    members = [(name, json.loads(value)) for name, value in re.findall(_MEMBER, text)]
    header = dict(members)
    return len(header) == len(members) and _is_header(header)


def _is_header(header: dict[str, object]) -> bool:
    rounds, salt = header.pop("p2c", None), header.pop("p2s", None)
    return (
        header.pop("alg", None) == ALGORITHM
        and header.pop("enc", None) == ENCRYPTION
        and isinstance(rounds, int)
        and FEWEST_ROUNDS <= rounds <= MOST_ROUNDS
        and isinstance(salt, str)
        and SHORTEST_SALT <= len(salt) <= LONGEST_SALT
        and _BASE64.fullmatch(salt) is not None
        and header.pop("typ", TYPE) == TYPE
        and header.pop("cty", "json") == "json"
        and not header
    )


def _key(form: str) -> "OctKey":
    from joserfc.jwk import OctKey

    return OctKey.import_key(form)


@cache
def _registry() -> "JWERegistry":
    """Returns a registry with the two allowed algorithms only, and with a higher limit for PBES2 rounds."""
    from joserfc.jwe import JWERegistry
    from joserfc.registry import HeaderParameter

    known = JWERegistry.algorithms
    words = copy.copy(known["alg"][ALGORITHM])
    count = HeaderParameter("PBES2 Count", _check_rounds, True)
    words.more_header_registry = {**words.more_header_registry, "p2c": count}

    registry = JWERegistry(algorithms=[ALGORITHM, ENCRYPTION])
    registry.algorithms = {
        "alg": {ALGORITHM: words},
        "enc": {ENCRYPTION: known["enc"][ENCRYPTION]},
        "zip": {},
    }
    registry.max_ciphertext_length = ENCRYPTED_FILE
    return registry


def _check_rounds(value: object) -> None:
    if type(value) is not int or not FEWEST_ROUNDS <= value <= MOST_ROUNDS:
        raise ValueError("rounds")
