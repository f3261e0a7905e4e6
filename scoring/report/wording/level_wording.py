"""Words for the level of risk: the level agreed, and what is still needed before it is agreed."""

from scoring.report.wording.fixed import NOT_YET_AGREED
from scoring.rules.result import Level


def level_agreed(level: Level) -> str:
    """Returns the agreed level, or that it is not yet agreed, with the higher category that the answers match."""
    if level.category is None:
        return NOT_YET_AGREED
    if level.is_unsure:
        return (
            f"Entered: category {level.category} ({level.level}). This copy does not show whether the level is "
            "agreed. See the whole assessment."
        )
    if level.is_agreed:
        return f"Category {level.category} ({level.level})"
    entered = f"Entered: category {level.category} – not yet agreed."
    if level.below is None:
        return entered
    return f"{entered} The answers {_match(level)} the wording of category {level.below}."


def level_gaps(level: Level) -> tuple[str, ...]:
    """Returns what is still needed before the level is agreed, or to explain it to the next reader."""
    gaps = [f"{person.role}: no name given" for person in level.agreed_by if not person.is_named]
    if level.is_dated_ahead:
        gaps.append(
            "Date the level was agreed: the date is after today, so the level is not agreed yet"
        )
    elif not level.date:
        gaps.append("Date the level was agreed: no complete, valid date given")
    if level.below is not None:
        gaps.append(
            f"The level entered is below category {level.below}, although the answers {_match(level)} its wording. "
            + _reason(level)
        )
    if level.fall is not None:
        on = f" of {level.fall.completed}" if level.fall.completed else ""
        gaps.append(
            f"The level entered is lower than in the earlier assessment{on}, when it was category "
            f"{level.fall.category} ({level.fall.level}). {_reason(level)} The Independent Inquiry into Child Sexual "
            f"Abuse (2022, part F.4) found evidence that agencies stopped discussing children at multi-agency "
            f"meetings too early."
        )
    return tuple(gaps)


def _match(level: Level) -> str:
    """Returns the verb for a higher category: what depends on something else only "may match"."""
    return "may match" if level.below_is_doubtful else "match"


def _reason(level: Level) -> str:
    return "No reason was given." if level.reason_missing else "The reason is given below."
