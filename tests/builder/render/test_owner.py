"""Tests of the header's text: the publishing body is named alone only when it has filled in its contact details."""

import pytest

from builder.guidance.publisher import Publisher
from builder.render import pages
from scoring.definition import identity


@pytest.mark.parametrize(
    ("publisher", "before"),
    [
        (Publisher(), "Not yet approved by the "),
        (Publisher(name="Example Partnership"), "Not yet approved by the "),
        (Publisher(name="Example Partnership", email="sam@example.org"), ""),
    ],
)
def test_header_says_that_the_site_is_not_yet_approved(publisher: Publisher, before: str) -> None:
    body = identity.load()
    template = pages._environment().get_template("owner.html.j2")
    html = template.render(identity=body, publisher=publisher)
    assert f'<span class="site-owner__name">{before}{body.name}</span>' in html
