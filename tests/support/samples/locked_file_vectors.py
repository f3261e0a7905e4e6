"""Makes tests/vectors/locked-files.json: locked files that follow or break one rule each, for Python and JavaScript.

Run this file after a change to the rules. Every file is encrypted correctly for its header, so only the rule decides
whether it opens.
"""

import base64
import hashlib
import json
import zlib
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import aes_key_wrap

PASSPHRASE = "kettle gravel umbrella ninety"
TEXT = '{"name": "Sam Example \u00e9"}'
SALT = base64.urlsafe_b64encode(bytes(range(16))).decode().rstrip("=")
ALGORITHM = "PBES2-HS512+A256KW"
HEADER = {"alg": ALGORITHM, "enc": "A256GCM", "p2c": 1000, "p2s": SALT}


def part(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def locked(
    header: str, *, rounds: int = 1000, salt: str = SALT, plaintext: bytes = TEXT.encode(),
    passphrase: str = PASSPHRASE, nonce: bytes = bytes(12),
) -> str:  # fmt: skip
    """Return a locked file with exactly this header."""
    head = part(header.encode())
    salted = ALGORITHM.encode() + b"\0" + base64.urlsafe_b64decode(salt + "=" * (-len(salt) % 4))
    key = hashlib.pbkdf2_hmac("sha512", passphrase.encode(), salted, max(rounds, 1), 32)
    content_key = bytes(range(32))
    sealed = AESGCM(content_key).encrypt(nonce, plaintext, head.encode())
    wrapped = aes_key_wrap(key, content_key)
    return ".".join([head, part(wrapped), part(nonce), part(sealed[:-16]), part(sealed[-16:])])


def with_header(**changes: object) -> str:
    """Return a header as JSON text, with these changes; None removes a member."""
    members = {key: value for key, value in {**HEADER, **changes}.items() if value is not None}
    return json.dumps(members, separators=(",", ":"))


PLAIN = with_header()


def with_salt(size: int) -> str:
    """Return a locked file with a salt of `size` bytes."""
    salt = part(bytes(at % 256 for at in range(size)))
    return locked(with_header(p2s=salt), salt=salt)


SOUND = locked(PLAIN)
HEAD, WRAPPED, NONCE, SEALED, TAG = SOUND.split(".")
OPENS = {
    "the least that a header needs": SOUND,
    "with the type and content type of this site": locked(
        with_header(typ="hillingdon-cse+jwe", cty="json")
    ),
    "spaces and line ends between the members": locked(json.dumps(HEADER, indent=1)),
    "spaces and line ends around the file": f" \t\r\n{SOUND}\r\n\n",
    "members in another order": locked(json.dumps(dict(reversed(HEADER.items())))),
    "the least salt of the standard, 8 bytes": with_salt(8),
    "a long salt": with_salt(64),
    "locked in the earlier form of a passphrase": locked(
        PLAIN, passphrase="i don\u2019t like \u201cgrey\u201d."
    ),
}
TYPED = {"locked in the earlier form of a passphrase": "I don\u2019t like \u201cgrey\u201d."}
REFUSED = {
    "999 rounds": locked(with_header(p2c=999), rounds=999),
    "2,000,001 rounds": locked(with_header(p2c=2_000_001), rounds=2_000_001),
    "no rounds": locked(with_header(p2c=0)),
    "rounds below 0": locked(with_header(p2c=-1000)),
    "rounds as a text": locked(with_header(p2c="1000")),
    "rounds with a point": locked(PLAIN.replace("1000", "1000.0")),
    "rounds with an exponent": locked(PLAIN.replace("1000", "1e3")),
    "rounds with a nought before them": locked(PLAIN.replace("1000", "01000")),
    "rounds missing": locked(with_header(p2c=None)),
    "rounds true": locked(with_header(p2c=True)),
    "compressed": locked(with_header(zip="DEF"), plaintext=zlib.compress(TEXT.encode(), wbits=-15)),
    "an empty list of critical members": locked(with_header(crit=[])),
    "a critical member": locked(with_header(crit=["exp"], exp=1)),
    "a member that is not known": locked(with_header(kid="sam")),
    "a key in the header": locked(with_header(jwk={"kty": "oct", "k": "AAAA"})),
    "an address in the header": locked(with_header(jku="https://example.org/")),
    "no salt": locked(with_header(p2s="")),
    "a salt of 7 bytes": with_salt(7),
    "a salt that is a number": locked(with_header(p2s=7)),
    "a salt with padding": locked(with_header(p2s=f"{SALT}==")),
    "a salt with bits that mean nothing": locked(with_header(p2s=f"{SALT[:-1]}x")),
    "salt missing": locked(with_header(p2s=None)),
    "a salt too long": with_salt(1100),
    "another type": locked(with_header(typ="JWT")),
    "another content type": locked(with_header(cty="text")),
    "another hash": locked(with_header(alg="PBES2-HS256+A128KW")),
    "no algorithm": locked(with_header(alg="none")),
    "a direct key": locked(with_header(alg="dir")),
    "a shorter key": locked(with_header(enc="A128GCM")),
    "algorithm missing": locked(with_header(alg=None)),
    "encryption missing": locked(with_header(enc=None)),
    "a member twice": locked(PLAIN.replace("{", '{"p2c":1000,', 1)),
    "a member spelt with an escape": locked(PLAIN.replace('"alg"', '"\\u0061lg"')),
    "a control character in a member": locked(PLAIN.replace("A256GCM", "A256GCM\u0001")),
    "a byte order mark before the header": locked(f"\ufeff{PLAIN}"),
    "something behind the header": locked(f"{PLAIN}{{}}"),
    "a header that is a list": locked("[]"),
    "a header that is cut off": locked(PLAIN[:-1]),
    "an empty header": locked("{}"),
    "plaintext that is not UTF-8": locked(PLAIN, plaintext=b"\xff\xfe"),
    "a nonce of 8 bytes": locked(PLAIN, nonce=bytes(8)),
    "a tag cut short": SOUND[:-4],
    "padding behind a part": f"{SOUND}==",
    "bits that mean nothing in the tag": SOUND[:-1] + chr(ord(SOUND[-1]) + 1),
    "a sixth part": f"{SOUND}.",
    "a part missing": ".".join([HEAD, WRAPPED, NONCE, SEALED]),
    "an empty wrapped key": ".".join([HEAD, "", NONCE, SEALED, TAG]),
    "base64 of another alphabet": SOUND.replace("_", "/").replace("-", "+") + "+",
    "a no-break space before the file": f"\u00a0{SOUND}",
    "a byte order mark before the file": f"\ufeff{SOUND}",
    "a space within the file": SOUND.replace(".", ". ", 1),
    "altered text": ".".join([HEAD, WRAPPED, NONCE, part(b"{}" + bytes(10)), TAG]),
    "nothing": "",
    "another passphrase": locked(PLAIN, passphrase="kettle gravel umbrella"),
    "an empty passphrase": locked(PLAIN, passphrase=""),
}


def cases() -> list[dict[str, str]]:
    """Return the vectors: for each, the typed passphrase, the file, and whether it opens."""
    typed = {**TYPED, "an empty passphrase": " \u200b-"}
    return [
        {"why": why, "outcome": outcome, "typed": typed.get(why, PASSPHRASE), "file": file}
        for outcome, files in (("opens", OPENS), ("refused", REFUSED))
        for why, file in files.items()
    ]


if __name__ == "__main__":
    about = (
        "Locked files for the tests of scoring/cli/encryption/jwe.py and docs/app/crypto/jwe.mjs, made by "
        "tests/support/samples/locked_file_vectors.py. What opens holds the text."
    )
    rules = {
        "alg": HEADER["alg"], "enc": HEADER["enc"], "p2c": {"least": 1000, "most": 2_000_000},
        "p2s": {"least_bytes": 8, "most_bytes": 1024}, "typ": "hillingdon-cse+jwe, or absent", "cty": "json, or absent",
        "others": "none: no zip, crit, kid or other member, no escape, no member twice",
    }  # fmt: skip
    place = Path(__file__).parents[2] / "vectors/locked-files.json"
    content = {"about": about, "rules": rules, "text": TEXT, "cases": cases()}
    place.write_text(json.dumps(content, indent=1) + "\n", "utf-8")
