"""Size limits of answers, files and messages. limits.json is the one table, which the page reads too."""

import json
from typing import Final

from scoring import resources

_LIMITS: Final[dict[str, int]] = json.loads(resources.read("limits.json"))

# A message of the page to Python, and any JSON text, in characters.
MESSAGE: Final = _LIMITS["message"]
# Any file that the command line reads, in bytes. The fullest form takes less, in any encoding of its text.
ANY_FILE: Final = _LIMITS["any_file"]
# An encrypted file, in characters: far above the encrypted form of the largest saved file.
ENCRYPTED_FILE: Final = _LIMITS["encrypted_file"]
# A saved assessment, decrypted, in bytes.
SAVED_FILE: Final = _LIMITS["saved_file"]
# One typed answer, in characters.
TEXT: Final = _LIMITS["text"]
# The longest total entered by hand, in characters.
BY_HAND: Final = _LIMITS["by_hand"]
# The name of a worker whose answer was taken from another file, or a date beside it, in characters.
GIVER: Final = _LIMITS["giver"]
# Earlier assessments in one file.
EARLIER: Final = _LIMITS["earlier"]
# Entries in one list of the case record.
ENTRIES: Final = _LIMITS["entries"]
# Who a reduced copy is for, and why they need it, in characters: both must fit at the head of the copy.
RECIPIENT: Final = _LIMITS["recipient"]
REASON: Final = _LIMITS["reason"]
