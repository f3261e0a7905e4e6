"""Words for the response guidance: the answers that match its wording, and why a row of it is printed."""

from scoring.rules.result import Match, Result


def matched(match: Match) -> str:
    """Returns a sentence on a matching row of the guidance: its wording, any doubt, and the answers that match."""
    answers = "; ".join(each.text for each in match.because)
    verb = "may match" if match.doubt else "match"
    doubt = f" {match.doubt}" if match.doubt else ""
    row = f"Read category {match.category} ({match.level}): “{match.quote}”."
    return f"{row}{doubt} Your answers that {verb}: {answers}"


def why_printed(result: Result, category: int) -> str:
    """Returns why a row of the guidance is printed: it is the level entered, or answers match its wording."""
    level = result.level
    reasons = []
    if level.category == category:
        status = "agreed" if level.is_agreed and not level.is_unsure else "that was entered"
        reasons.append(f"Printed because category {category} is the level {status}.")
        if not level.is_agreed:
            reasons.append("It is not yet agreed.")
    matches = [match for match in result.matched if match.category == category]
    if matches:
        for verb, of_kind in (
            ("match", [match for match in matches if not match.doubt]),
            ("may match", [match for match in matches if match.doubt]),
        ):
            if of_kind:
                also = "The answers also" if reasons else "Printed because the answers"
                quotes = "; ".join(f"“{match.quote}”" for match in of_kind)
                reasons.append(f"{also} {verb} its wording: {quotes}.")
    doubts = dict.fromkeys(match.doubt for match in matches if match.doubt)
    return " ".join([*reasons, *doubts])
