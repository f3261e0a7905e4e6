"""Chromium command-line switches for all tests: no background requests, no name lookups, no unused features."""

# Chromium loads these pages into every window for its address bar. No test uses them, and they take longer to load
# than most pages of the site.
UNSEEN = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
# If a command line has two --disable-features, Chromium uses only the last. So ours repeats the features that
# Playwright disables.
_OFF_BY_PLAYWRIGHT = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "TcpPortRandomizationWin",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
    "msForceBrowserSignIn",
    "msEdgeUpdateLaunchServicesPreferredVersion",
)
FEATURES_OFF = (*_OFF_BY_PLAYWRIGHT, *UNSEEN)
# Outside the tests, V8 compiles the busy parts of Python a second time, into faster code. A test ends before this
# saves time.
COMPILED_ONCE = "--js-flags=--liftoff-only"
SWITCHES = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # Without this, the headless shell would align letters to whole pixels, even in print.
    "--font-render-hinting=none",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    f"--disable-features={','.join(FEATURES_OFF)}",
    COMPILED_ONCE,
)
