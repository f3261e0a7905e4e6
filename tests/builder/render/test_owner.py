"""Tests of the header's text: the publishing body is named alone only when it has filled in its contact details."""

import pytest

from builder.guidance.publisher import Publisher
from builder.render import pages
from scoring.definition import identity


@pytest.mark.parametrize(
    ("publisher", "shown"),
    [
        (Publisher(), "Not yet approved by the Partnership"),
        (Publisher(name="Example Partnership"), "Not yet approved by the Partnership"),
        (Publisher(name="Example Partnership", email="sam@example.org"), identity.load().name),
    ],
)
def test_header_says_that_the_site_is_not_yet_approved(publisher: Publisher, shown: str) -> None:
    template = pages._environment().get_template("owner.html.j2")
    html = template.render(identity=identity.load(), publisher=publisher)
    assert f'<span class="site-owner__name">{shown}</span>' in html
