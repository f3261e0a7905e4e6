"""Injection payloads: text that runs as a script, or changes the page, wherever it is not treated as text."""

from typing import Any

from instrument_samples import INSTRUMENT

from scoring.definition.model import FieldKind

# A payload that runs calls ran() with its own number. Each is one line of ASCII, so that a PDF can be searched for it.
RUNNING = tuple(
    text.replace("RAN", f"ran({number})")
    for number, text in enumerate(
        (
            "<script>RAN</script>",
            "<img src=x: onerror=RAN>",
            "<svg onload=RAN>",
            '"><img src=x: onerror=RAN>',
            "'><svg/onload=RAN>",
            "</textarea><img src=x: onerror=RAN>",
            "</title></style></script></bdi></td></table><img src=x: onerror=RAN>",
            '<iframe srcdoc="<script>parent.RAN</script>"></iframe>',
            "<iframe src=javascript:parent.RAN></iframe>",
            "<details open ontoggle=RAN>",
            "<input autofocus onfocus=RAN>",
            '"; } </style><script>RAN</script>',
            "--><script>RAN</script><!--",
            "]]><img src=x: onerror=RAN>",
            "<video><source src=x: onerror=RAN></video>",
            "<audio src=x: onerror=RAN></audio>",
            "<math><style><img src=x: onerror=RAN></style></math>",
            '<noscript><p title="</noscript><img src=x: onerror=RAN>">',
            "<style onload=RAN></style>",
            "<meta http-equiv=refresh content='0;url=javascript:RAN'><img src=x: onerror=RAN>",
        )
    )
)
# These run only if text is treated as something other than HTML, or is parsed as HTML twice.
OTHERS = (
    "javascript:ran(90)",
    "&lt;img src=x: onerror=ran(91)&gt;",
    "{{ 7 * 191 }} {% for each in 'ab' %}ran(92){% endfor %} ${7 * 191}",
    "{{ ''.__class__.__mro__ }}",
    r"\u003cimg src=x: onerror=ran(93)\u003e",
    '"}], "answers": {"factor-1": 5}, "x": [{"',
    "\\22; } body { display: none } @page { content: url(x:) } /*",
    "<style>* { display: none !important }</style><base href=x:>",
    "__proto__",
    "%3Cscript%3Eran(94)%3C/script%3E",
)
PAYLOADS = (*RUNNING, *OTHERS)


def in_every_field(text: str) -> dict[str, Any]:
    """Return answers with this text in every field that takes text, including the parts of dates."""
    answers: dict[str, Any] = {}
    for field in INSTRUMENT.fields:
        if field.kind is FieldKind.DATE:
            answers[field.id] = dict.fromkeys(("day", "month", "year"), text)
        elif field.kind not in (FieldKind.CHOICE, FieldKind.CODE):
            answers[field.id] = text
    for tick_list in INSTRUMENT.tick_lists:
        answers[tick_list.id] = {"ticked": [tick_list.other.id], "other": text}
    for entry_list in INSTRUMENT.record.lists:
        entry = {field.id: text for field in entry_list.fields if not field.choices}
        subjects = list(INSTRUMENT.subjects(entry_list))[:1]
        about = [{"about": subject} for subject in subjects]
        answers[entry_list.id] = [entry, *({**entry, **each} for each in about)]
    return answers
