"""The table of addresses: the pages that templates link to, and the files that the build adds to the site.

Every address is below the site's root. The templates of pages get the table as `pages`, those of MkDocs as
`config.extra.pages`.
"""

from collections.abc import Mapping
from typing import Final

PAGES: Final[Mapping[str, str]] = {
    "worried": "worried-now/",
    "contacts": "help/contacts/",
    "consent": "share/consent/",
    "tool": "assessing-risk/",
    "assessment": "assessing-risk/assessment/",
    "using_the_tool": "assessing-risk/using-the-tool/",
    "saving": "assessing-risk/saving/",
    "blank_form": "assessing-risk/blank-form/",
    "about": "about/",
    "shared_computers": "about/shared-computers/",
    "known_gaps": "about/what-stays-open/",
}
# From a generated page to the site's root: each is two folders below it.
ROOT: Final = "../../"

SBOM: Final = "about/sbom.cdx.json"
ANSWERS_SCHEMA: Final = "about/answers.schema.json"
