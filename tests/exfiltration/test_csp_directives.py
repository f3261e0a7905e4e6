"""Tests that each CSP directive and each header is needed: without it, a channel works that is closed with it.

The sealed page has two policies: its own, and the lock, which a script adds to seal the page. Each is tested without
the other, because otherwise one policy could hide a fault in the other. To test a directive, it is set to allow
everything. It is not left out, because a missing directive falls back to default-src 'none', which blocks as well.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from builder.assets.fingerprint import hashed_folder
from builder.headers import netlify
from builder.serve import dev_server, production_headers
from exfiltration.listeners.attacker import Attacker
from exfiltration.runs import targets
from exfiltration.runs.attack_run import RETRIES, AttackRun
from exfiltration.runs.channels import Channel
from exfiltration.runs.site_host import Edit, serving
from exfiltration.runs.targets import ASSESSMENT

_META = re.compile(r'(?<=http-equiv="Content-Security-Policy" content=")[^"]*')
_LOCK = re.compile(r"\bPOLICY\d* = \[([^\]]*)\]")
_WIDE = "* data: blob: 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval'"

# For each directive of both policies: the channel that works if the directive is missing.
NOTICED_BY = {
    "default-src": "film",
    "script-src": "script",
    "style-src": "style sheet",
    "img-src": "image",
    "font-src": "font",
    "media-src": "film",
    "connect-src": "fetch",
    "worker-src": "own host: worker",
    "manifest-src": "manifest",
    "frame-src": "frame",
    "object-src": "object",
    "base-uri": "a person clicks a link after the page's base is changed",
    "form-action": "a person clicks a form's button laid over the page",
}
# The browser checks a document in an <object> twice: as an object and as a frame.
ASKED_TOO = {"object-src": ["frame-src"]}
# These directives keep injected code out of the page. They also close some channels that another directive closes, so
# they are left out while another one is tested. tests/browser/privacy/test_injection.py tests these.
EXEMPT_DIRECTIVES = {"require-trusted-types-for", "trusted-types"}
# The lock names every other directive, so this one applies only to what browsers may add in future.
FOR_THE_UNKNOWN = "default-src"

# Headers of our host: for each channel, the headers that close it. Where there are two, either is enough: one is for
# browsers that do not know the other.
HEADERS_NOTICED_BY = {
    "window.open": {"Connection-Allowlist"},
    "own host: window of another page, then led on by its own link": {
        "Cross-Origin-Embedder-Policy"
    },
    "own host: window without a policy of its own, then fetch": {
        "Cross-Origin-Embedder-Policy",
        "Content-Security-Policy",
    },
    "message to the opener": {"Cross-Origin-Opener-Policy"},
    "message to the page around": {"Content-Security-Policy", "X-Frame-Options"},
    "passkey for another name": {"Connection-Allowlist", "Permissions-Policy"},
}
# These headers close no channel. They protect against other sites that read our files, or against a changed connection.
EXEMPT_HEADERS = {
    # Against an altered script: tests/browser/privacy/test_altered_files.py.
    "Integrity-Policy",
    "Cross-Origin-Resource-Policy",
    "Origin-Agent-Cluster",
    "Referrer-Policy",
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "Cache-Control",
}


def split(policy: str) -> dict[str, str]:
    """Return the directives of a policy: value by name."""
    parts = (each.strip().partition(" ") for each in policy.split(";"))
    return {name: value for name, _, value in parts}


def page_policy(site: Path) -> dict[str, str]:
    """Return the assessment's own policy, as shipped."""
    match = _META.search((site / ASSESSMENT.strip("/") / "index.html").read_text("utf-8"))
    assert match
    return split(match[0])


def lock_policy(site: Path) -> dict[str, str]:
    """Return the lock's policy, as shipped."""
    match = _LOCK.search((hashed_folder(site, "app") / "assessment-boot.mjs").read_text("utf-8"))
    assert match
    return split("; ".join(re.findall(r'"([^"]+)"', match[1])))


def loosened(policy: Mapping[str, str], directive: str | None = None) -> str:
    """Return the text of a policy in which one directive allows everything.

    Other directives would hide the effect. So the directives in ASKED_TOO allow everything too, and EXEMPT_DIRECTIVES
    are left out.
    """
    changed = dict(policy)
    if directive is not None:
        changed |= dict.fromkeys([directive, *ASKED_TOO.get(directive, ())], _WIDE)
        changed = {name: value for name, value in changed.items() if name not in EXEMPT_DIRECTIVES}
    return "; ".join(f"{name} {value}" for name, value in changed.items())


class Trial:
    """Tries single channels on changed copies of the assessment."""

    def __init__(
        self, context: BrowserContext, attacker: Attacker, channels: list[Channel], site: Path
    ) -> None:
        self.context, self.attacker, self.site = context, attacker, site
        self.channels = {channel.name: channel for channel in channels}

    @contextmanager
    def run(
        self, policy: str | None, without: Collection[str], kind: type[dev_server.Handler]
    ) -> Iterator[AttackRun]:
        """Serve the page with this policy instead of its own, or with None, with its own; yield a run on it.

        `without` names headers to leave out.
        """
        # Without its script the page adds no lock and removes no functions, and it is ready at once.
        edits: dict[str, Edit] = {"/app/assessment-boot.mjs": lambda _: ""}
        if policy is not None:
            edits[ASSESSMENT] = lambda html: _META.sub(policy, html, count=1)
        with serving(self.site, self.attacker.received, kind, edits, without) as host:
            run = AttackRun(self.context, self.attacker, targets.page_of(host, ASSESSMENT))
            try:
                yield run
            finally:
                run.close_others()

    def is_alive(
        self,
        name: str,
        policy: str | None = None,
        without: Collection[str] = (),
        kind: type[dev_server.Handler] = dev_server.Handler,
        *,
        expected: bool = True,
    ) -> bool:
        """Return whether the canary of one channel arrives.

        With `expected`, wait for it up to the full timeout, and try again in a new tab if it does not arrive: a browser
        sometimes drops what it usually sends, such as its request for a manifest. Otherwise wait only for a short time.
        """
        tries = 1 + RETRIES if expected else 1
        return any(
            self._arrives(self.channels[name], policy, without, kind, expected)
            for _ in range(tries)
        )

    def _arrives(
        self,
        channel: Channel,
        policy: str | None,
        without: Collection[str],
        kind: type[dev_server.Handler],
        expected: bool,
    ) -> bool:
        with self.run(policy, without, kind) as run:
            run.expected = {channel.name} if expected else ()
            if channel.tried in ("opened", "framed"):
                run.from_elsewhere([channel])
            else:
                run.alone(run.open(), channel)
            return bool(run.arrived)


@pytest.fixture
def trial(
    everyday_browser: BrowserContext, attacker: Attacker, channels: list[Channel], site: Path
) -> Trial:
    """Return the object that tries single channels."""
    return Trial(everyday_browser, attacker, channels, site)


def test_every_csp_directive_is_covered_by_a_channel_or_exempt(site: Path) -> None:
    directives = page_policy(site).keys() | lock_policy(site).keys()
    assert directives == NOTICED_BY.keys() | EXEMPT_DIRECTIVES


def test_every_header_is_covered_by_a_channel_or_exempt(site: Path) -> None:
    headers = netlify.of(netlify.read(site), ASSESSMENT).keys()
    assert headers | {"Cache-Control"} == set().union(*HEADERS_NOTICED_BY.values()) | EXEMPT_HEADERS


def test_each_directive_of_the_page_policy_is_needed(trial: Trial, site: Path) -> None:
    policy = page_policy(site)
    for directive in policy.keys() - EXEMPT_DIRECTIVES:
        assert trial.is_alive(NOTICED_BY[directive], loosened(policy, directive)), directive


def test_each_directive_of_the_lock_policy_is_needed(trial: Trial, site: Path) -> None:
    policy = lock_policy(site)
    for directive in policy.keys() - {FOR_THE_UNKNOWN}:
        assert trial.is_alive(NOTICED_BY[directive], loosened(policy, directive)), directive


def test_each_policy_alone_closes_the_channels_of_its_directives(trial: Trial, site: Path) -> None:
    for policy in (page_policy(site), lock_policy(site)):
        with trial.run(loosened(policy), (), dev_server.Handler) as run:
            names = {NOTICED_BY[each] for each in policy.keys() - EXEMPT_DIRECTIVES}
            run.from_page(run.open(), [trial.channels[name] for name in names])
        # The page's own policy allows a worker from its own host, until the lock is added.
        from_own = {"own host: worker"} if "'self'" in policy["worker-src"] else set()
        assert run.arrived <= from_own


@pytest.mark.parametrize("name", HEADERS_NOTICED_BY)
def test_each_header_is_needed(trial: Trial, name: str) -> None:
    headers = HEADERS_NOTICED_BY[name]
    assert trial.is_alive(name, without=headers, kind=production_headers.Handler)
    for one in headers:
        left = headers - {one}
        assert not trial.is_alive(
            name, without=left, kind=production_headers.Handler, expected=False
        )
