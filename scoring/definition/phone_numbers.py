"""Validates telephone numbers of the United Kingdom."""

# Short numbers: emergency and public services, helplines, and Childline.
_SHORT = frozenset(
    [
        *("101", "105", "111", "112", "119", "123", "999", "18000"),
        *("116000", "116006", "116111", "116117", "116123"),
        "08001111",
    ]
)
# The number of digits by the first digits (Ofcom, National Telephone Numbering Plan).
_LENGTHS = {"01": (11,), "02": (11,), "03": (11,), "07": (11,), "08": (10, 11), "09": (11,)}


def problem(number: str) -> str:
    """Returns what is wrong with a number as typed, and how to correct it; empty if it is valid."""
    for index, letter in enumerate(number):
        if not (letter == " " or ("0" <= letter <= "9") or (letter == "+" and index == 0)):
            kind = "the letter" if letter.isalpha() else "the character"
            return f"has {kind} “{letter}”. Write digits and spaces only"
    digits = number.replace(" ", "")
    if digits.startswith("+"):
        if not digits.startswith("+44"):
            return "is not a UK number. Start it with 0 or +44"
        digits = "0" + digits.removeprefix("+44")
    if digits in _SHORT:
        return ""
    lengths = _LENGTHS.get(digits[:2])
    if lengths is None:
        return "is not a UK number. Start it with 01, 02, 03, 07 or 08"
    if len(digits) not in lengths:
        allowed = " or ".join(map(str, lengths))
        return f"has {len(digits)} digits. A number that starts with {digits[:2]} has {allowed}"
    return ""
