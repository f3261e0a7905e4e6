"""The switches that every Chromium of the tests is started with: quiet, and with nothing that no test looks at."""

# Drawn into every window for the sake of its address bar, which no test looks at: pages of their own
# that take longer than most of ours.
UNSEEN = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
# Of two such switches Chromium heeds the last, so ours repeats what Playwright turns off.
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
# Elsewhere busy parts of Python are compiled a second time, better. A test is over before that pays.
COMPILED_ONCE = "--js-flags=--liftoff-only"
SWITCHES = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # For the headless shell, which would otherwise fit letters to whole dots, on paper too.
    "--font-render-hinting=none",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    f"--disable-features={','.join(FEATURES_OFF)}",
    COMPILED_ONCE,
)
