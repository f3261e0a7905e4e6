"""The locked file: one JSON Web Encryption (RFC 7516, compact), its key made of words by PBES2 (RFC 7518, 4.8).

The page has the same in docs/app/jwe.mjs, by another library; docs/about/file-format.md describes it for others.
"""

import copy
import re
import unicodedata
import warnings
from functools import cache
from typing import TYPE_CHECKING, Final

from scoring.errors import ScoringError

if TYPE_CHECKING:
    from joserfc.jwe import JWERegistry
    from joserfc.jwk import OctKey

ALGORITHM: Final = "PBES2-HS512+A256KW"
ENCRYPTION: Final = "A256GCM"
TYPE: Final = "hillingdon-cse+jwe"
# How often the words are hashed: each guess of somebody who tries words costs that much.
ROUNDS: Final = 600_000
# Far more would keep the computer busy for hours with a file that only looks like one of ours.
FEWEST_ROUNDS, MOST_ROUNDS = 1_000, 2_000_000
LARGEST: Final = 1_000_000

_LOCKED = re.compile(r"\s*[\w-]+(\.[\w-]+){4}\s*", re.ASCII)
# Spaces, line ends and hyphens of any kind: what people put between words when they write them down.
_BETWEEN = re.compile("[\t\n\r \u00a0\u2000-\u200a\u2010-\u2015\u202f\u3000-]+")


class LockedError(ScoringError):
    """The words are wrong, or the file is not as it was saved: which of the two nobody can know."""

    def __init__(self) -> None:
        super().__init__("locked", "", "The words are wrong, or the file is damaged.")


def looks_locked(text: str) -> bool:
    """Whether a text could be a locked file: five parts between dots."""
    return _LOCKED.fullmatch(text) is not None


def normalise(words: str) -> str:
    """The words as they lock: capitals, hyphens and line ends make no difference."""
    return _BETWEEN.sub(" ", unicodedata.normalize("NFC", words).lower()).strip(" ")


def lock(text: str, words: str, rounds: int = ROUNDS) -> str:
    """A locked file of a text: one line. Raises ModuleNotFoundError where joserfc is not installed."""
    from joserfc.jwe import encrypt_compact

    header = {"alg": ALGORITHM, "enc": ENCRYPTION, "p2c": rounds, "typ": TYPE, "cty": "json"}
    with warnings.catch_warnings():
        # Of a key shorter than others: words are as long as people make them.
        warnings.simplefilter("ignore")
        return encrypt_compact(header, text, _key(words), registry=_registry()) + "\n"


def unlock(file: str, words: str) -> str:
    """The text in a locked file.

    Raises LockedError, whatever the reason, and ModuleNotFoundError where joserfc is not installed.
    """
    from joserfc.jwe import decrypt_compact

    if len(file) > LARGEST:
        raise LockedError
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = decrypt_compact(file.strip(), _key(words), registry=_registry())
        return (found.plaintext or b"").decode("utf-8")
    # A file made to do harm can have the library raise anything; none of it may tell words from damage.
    except Exception as error:
        raise LockedError from error


def _key(words: str) -> "OctKey":
    from joserfc.jwk import OctKey

    return OctKey.import_key(normalise(words))


@cache
def _registry() -> "JWERegistry":
    """The two algorithms that are allowed, and no other; with more rounds than the library lets pass by itself."""
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
    registry.max_ciphertext_length = LARGEST
    return registry


def _check_rounds(value: object) -> None:
    if type(value) is not int or not FEWEST_ROUNDS <= value <= MOST_ROUNDS:
        raise ValueError("rounds")
