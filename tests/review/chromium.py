"""Chromium without a window, for pages: one browser for all tests, with what it logged and what it asked for."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.support.wait import WebDriverWait

__all__ = ["Browser", "open_browser"]

_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
_PATIENCE_S = 20


class Browser:
    """A page as a person with a keyboard has it."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def open(self, address: str) -> None:
        """Open an address in a page that remembers nothing."""
        self.driver.get("about:blank")
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.driver.get(address)

    def press(self, *keys: str) -> None:
        """Press keys, one after the other, wherever the focus is."""
        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()

    def text(self, selector: str) -> str:
        """Wait for an element that is shown; give its text as it is shown."""
        return WebDriverWait(self.driver, _PATIENCE_S).until(lambda _: self.texts(selector) or None, selector)[0]

    def texts(self, selector: str) -> list[str]:
        """Give the texts of elements as they are shown now."""
        shown = "Array.from(document.querySelectorAll(arguments[0])).filter((one) => one.getClientRects().length)"
        found: list[str] = self.driver.execute_script(f"return {shown}.map((one) => one.innerText.trim())", selector)
        return found

    def wait_for(self, selector: str, text: str) -> None:
        """Wait until an element shows a text."""
        WebDriverWait(self.driver, _PATIENCE_S).until(
            lambda _: text in "\n".join(self.texts(selector)), f"'{text}' is not in {self.texts(selector)}"
        )

    def run(self, script: str) -> Any:
        """Give the value of a script in the page."""
        return self.driver.execute_script(f"return {script}")

    def show_as(self, width: int, height: int, *, is_dark: bool = False) -> None:
        """Take a size and a colour scheme."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if is_dark else "light"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})

    def complaints(self) -> list[str]:
        """Give what was written to the console: errors, refused scripts, failed requests."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def asked(self) -> set[str]:
        """Give the addresses that were asked for since the page was opened."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        sent = [one["params"] for one in messages if one["method"] == "Network.requestWillBeSent"]
        return {one["request"]["url"] for one in sent} - {"about:blank"}


def open_browser(profile: Path) -> Browser:
    """Start the browser; the test is skipped where there is none."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        pytest.skip("no Chromium here: install the packages chromium and chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*_FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return Browser(webdriver.Chrome(options=options, service=Service(driver)))
