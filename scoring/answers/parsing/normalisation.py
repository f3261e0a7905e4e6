"""Unicode text normalisation: visible text, word detection, name comparison and the passphrase for encryption.

Nothing here changes what is stored or printed. Texts are normalised only to be checked or compared.
`tests/vectors/normalisation.json` holds test vectors that Python and JavaScript share.
"""

import re
import unicodedata
from typing import Final

# The Unicode property Default_Ignorable_Code_Point (Unicode 15), as ranges for a character class.
DEFAULT_IGNORABLE: Final = (
    "\u00ad\u034f\u061c\u115f-\u1160\u17b4-\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_IGNORABLE = re.compile(f"[{DEFAULT_IGNORABLE}]")
# Apostrophes and single quotation marks, spacing accents that people type for them, and prime.
_SINGLE = re.compile(
    "[`\u00b4\u02b9\u02bb-\u02bd\u02c8\u02ca\u02cb\u055a\u05f3\u07f4\u07f5\u1fbd\u1fbf\u1fef\u1ffd\u1ffe\u2018-\u201b\u2032\u2035"
    "\u2039\u203a\u275b\u275c\uff07\uff40]"
)
# Double quotation marks of every script, and double prime.
_DOUBLE = re.compile(
    "[\u00ab\u00bb\u02ba\u02dd\u02ee\u05f4\u201c-\u201f\u2033\u2036\u275d\u275e\u300c-\u300f\u301d-\u301f\uff02]"
)
# The property White_Space, and the general category Pd with the minus and hyphen signs outside it.
_BETWEEN = re.compile(
    "[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
    "\\-\u02d7\u058a\u05be\u1400\u1806\u2010-\u2015\u2043\u2212\u2796\u2e17\u2e1a\u2e3a\u2e3b\u2e40\u2e5d"
    "\u301c\u3030\u30a0\ufe31\ufe32\ufe58\ufe63\uff0d\U00010ead]+"
)
# Phone keyboards turn a double space into a full stop and a space.
_STOP_BEFORE_SPACE = re.compile(r"\.+(?= )")
_AT_THE_END = re.compile(
    "[ .,;:!?\u00a1\u00bf\u037e\u0387\u0589\u060c\u061b\u061f\u06d4\u0964\u3001\u3002]+$"
)
# For the normalisation used by files encrypted before December 2026.
_BETWEEN_BEFORE = re.compile("[\t\n\r \u00a0\u2000-\u200a\u2010-\u2015\u202f\u3000-]+")


def visible(text: str) -> str:
    """Returns the text without default-ignorable characters, trimmed. It is empty if no character is visible."""
    # Most texts are plain, and they are read at each key press.
    return text.strip() if text.isascii() else _IGNORABLE.sub("", text).strip()


def has_letter(text: str) -> bool:
    """Reports whether a text contains a visible letter of any script."""
    return any(unicodedata.category(each).startswith("L") for each in visible(text))


def has_letter_or_number(text: str) -> bool:
    """Reports whether a text contains a visible letter or number of any script."""
    return any(unicodedata.category(each)[0] in "LN" for each in visible(text))


def has_word(text: str) -> bool:
    """Reports whether a text contains two adjacent letters, which is the shortest word."""
    kinds = [unicodedata.category(each)[0] for each in visible(text)]
    # Combining marks belong to the letter before them.
    return "LL" in "".join(kind for kind in kinds if kind != "M")


def folded(text: str) -> str:
    """Returns a text for comparing names, which ignores case, Unicode composition, spacing, dashes and quote style."""
    return passphrase(text)


def passphrase(typed: str) -> str:
    """Normalises a passphrase, so that small differences in typing do not matter.

    Steps, in this order, for other implementations: remove default-ignorable characters; make every apostrophe `'` and
    every double quotation mark `"`; NFKC; remove default-ignorable characters again; small letters, with one sigma;
    NFKC; apostrophes and quotation marks again; one space for each run of spaces, line ends and dashes; remove full
    stops before a space; remove punctuation and spaces at the end, and spaces at the start.
    """
    text = _one_quote(_IGNORABLE.sub("", typed))
    text = _IGNORABLE.sub("", unicodedata.normalize("NFKC", text))
    # A capital sigma has two lower-case forms; which one depends on the next character.
    text = unicodedata.normalize("NFKC", text.lower().replace("\u03c2", "\u03c3"))
    text = _BETWEEN.sub(" ", _one_quote(text))
    return _AT_THE_END.sub("", _STOP_BEFORE_SPACE.sub("", text)).strip(" ")


def passphrase_before(typed: str) -> str:
    """Returns the form used for encryption before December 2026: NFC, lower case, one space for spaces and dashes."""
    text = unicodedata.normalize("NFC", typed).lower()
    return _BETWEEN_BEFORE.sub(" ", text).strip(" ")


def _one_quote(text: str) -> str:
    return _DOUBLE.sub('"', _SINGLE.sub("'", text))
