"""Measures the cost of one passphrase guess on this machine: `.venv/bin/python -m benchmarks.measurements.passphrase`.

Prints the thresholds of docs/app/crypto/passphrase-strength.mjs beside it. They are based on the rate of a graphics
card. It is faster than a processor, so a measurement on this machine is an upper bound of the cost for an attacker.
"""

import hashlib
import os
import re
import sys
import time

from builder.base import paths
from scoring.cli.encryption import jwe

SOURCE = paths.ROOT / "docs" / "app" / "crypto" / "passphrase-strength.mjs"
# Guesses a second that the thresholds assume: the upper end of what one graphics card makes.
CARD = 100_000
_YEAR_S = 365.25 * 24 * 3600


def seconds_for_a_guess(rounds: int = jwe.ROUNDS, samples: int = 5) -> float:
    """Returns the median processor time of one key derivation, in seconds."""
    times = []
    for _ in range(samples):
        start = time.process_time()
        hashlib.pbkdf2_hmac("sha512", b"kettle gravel umbrella", os.urandom(16), rounds, 32)
        times.append(time.process_time() - start)
    return sorted(times)[samples // 2]


def thresholds() -> dict[str, int]:
    """Returns the guesses that a passphrase must withstand, as powers of ten: `fair` is the least accepted."""
    text = SOURCE.read_text("utf-8")
    found = re.findall(r"^const (FAIR|STRONG)_GUESSES = (\d+);$", text, re.MULTILINE)
    return {name.lower(): int(power) for name, power in found}


def years(power: int, rate: float) -> float:
    """Returns how long 10^power guesses take at a rate a second."""
    return float(10**power / rate / _YEAR_S)


def report(cost: float) -> str:
    """Returns the cost of a guess and what it means for each threshold."""
    rate = 1 / cost
    cores = os.cpu_count() or 1
    lines = [
        f"PBKDF2-HMAC-SHA-512, {jwe.ROUNDS:,} rounds: {cost:.2f} s for a guess, "
        f"{rate:.1f} guesses a second on one core, {rate * cores:.1f} on all {cores}.",
        f"Rate that the thresholds assume (one graphics card): {CARD:,} guesses a second.",
    ]
    lines += [
        f"{name}: 10^{power} guesses take {years(power, CARD):,.1f} years at that rate, "
        f"{years(power, rate * cores):,.0f} years on this machine."
        for name, power in thresholds().items()
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(f"{report(seconds_for_a_guess())}\n")
