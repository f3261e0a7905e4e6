"""Tests of the passphrase benchmark: the time for one guess.

The strength thresholds and the texts on the site must agree with the guessing rate of a graphics card.
"""

import re
import subprocess
import sys

from benchmarks.measurements import passphrase
from builder.base import paths


def test_the_command_prints_the_measured_cost_and_the_thresholds() -> None:
    finished = subprocess.run(
        [sys.executable, "-m", "benchmarks.measurements.passphrase"],
        cwd=paths.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    cost = re.search(r"600,000 rounds: ([0-9.]+) s for a guess", finished.stdout)
    assert cost
    # On every machine that can run this test, one guess takes longer than this.
    assert float(cost[1]) > 0.02
    assert "fair: 10^13 guesses take 3.2 years at that rate" in finished.stdout
    assert "strong: 10^17" in finished.stdout


def test_more_rounds_cost_more() -> None:
    few, many = (passphrase.seconds_for_a_guess(rounds, 3) for rounds in (20_000, 200_000))
    assert 4 * few < many


def test_strength_thresholds_hold_at_the_guessing_rate_given_in_the_texts() -> None:
    of = passphrase.thresholds()
    assert passphrase.years(of["fair"], passphrase.CARD) > 3
    # 1000 graphics cards need more than 30 years.
    assert passphrase.years(of["strong"], 1000 * passphrase.CARD) > 30
    page = " ".join((paths.ROOT / "docs/assessing-risk/saving.md").read_text("utf-8").split())
    assert "about 3 years of work for a graphics card" in page
    assert f"that makes {passphrase.CARD:,} guesses a second" in page
    comment = passphrase.SOURCE.read_text("utf-8")
    assert f"At {passphrase.CARD:,} a second, 10^{of['fair']} guesses take 3 years" in comment
