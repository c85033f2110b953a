"""The browser of this machine, started for tests: without windows, and with as little beside the page as can be."""

import os
import shutil

from playwright.sync_api import Browser, Playwright

#: The first of these that is here; scripts/services.sh looks for the same ones.
NAMES = (
    *("chromium-headless-shell", "chromium", "chromium-browser"),
    *("google-chrome", "google-chrome-stable"),
)
ARGUMENTS = [
    *("--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    # No page stands long enough for its scripts to be worth making quick.
    "--js-flags=--no-opt --no-maglev",
    # A microphone that hums, and a person who says yes to its use.
    *("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"),
    # Chromium's sandbox refuses to run as root.
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]


def launch(playwright: Playwright) -> Browser:
    """
    Start it.

    :raises FileNotFoundError: if none is here; the words say what to type
    """
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        raise FileNotFoundError(
            "No Chromium. To install it, type:   apt-get install chromium-headless-shell"
        )
    return playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
