"""The pages of guidance, as their files in docs/ without .md."""

GUIDANCE = (
    "index",
    "worried-now",
    "recognise/index",
    "recognise/what-is-cse",
    "recognise/types",
    "recognise/most-at-risk",
    "recognise/signs",
    "recognise/difficulties",
    "recognise/effective-support",
    "assessing-risk/index",
    "assessing-risk/using-the-tool",
    "assessing-risk/response-guidance",
    "assessing-risk/how-scoring-works",
    "assessing-risk/saving",
    "share/consent",
    "share/parents-and-carers",
    "help/contacts",
    "help/glossary",
    "about/index",
    "about/privacy",
    "about/what-stays-open",
    "about/shared-computers",
    "about/file-format",
    "about/accessibility",
    "about/licences",
    "about/verify",
    "about/coverage",
    "about/changes",
)

FORMS = (
    "assessing-risk/assessment",
    "assessing-risk/audit",
    "assessing-risk/blank-form",
    "recognise/checklist",
)


def address(name: str) -> str:
    """Return where a page stands on the site: "recognise/index" is "/recognise/"."""
    path = name.removesuffix("index").strip("/")
    return f"/{path}/" if path else "/"
