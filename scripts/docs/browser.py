"""Opens the built site in a headless Chromium, as a reader would: picks a language, searches an error, goes dark.

Pictures are left in target/docs/screenshots. Without a Chromium it says so and does nothing; CI=true makes that an
error.
"""

from __future__ import annotations

import functools
import http.server
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "target" / "docs" / "site"
PICTURES = ROOT / "target" / "docs" / "screenshots"
CHROMIUM = ROOT / "scripts" / "docs" / "chromium.sh"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:
        pass


def main() -> int:
    if subprocess.run([CHROMIUM, "--version"], stdout=subprocess.DEVNULL).returncode != 0:
        print("SKIPPED: the site was not opened, because no Chromium is on the PATH, and none could be unpacked.")
        return 1 if os.environ.get("CI") else 0
    PICTURES.mkdir(parents=True, exist_ok=True)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=SITE))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    checks = (picks_a_language, finds_an_error_by_its_name, goes_dark, fits_a_phone)
    failed = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for check in checks:
            context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
            page = context.new_page()
            complaints: list[str] = []
            page.on("pageerror", lambda error, complaints=complaints: complaints.append(str(error)))
            page.on(
                "request",
                lambda request, complaints=complaints: (
                    None
                    if request.url.startswith((url, "data:", "blob:"))
                    else complaints.append(f"it asked {request.url}")
                ),
            )
            try:
                check(page, url)
                assert not complaints, complaints
                print(f"browser {check.__name__}: ok")
            except Exception as error:
                failed += 1
                page.screenshot(path=PICTURES / f"failed-{check.__name__}.png")
                print(f"browser {check.__name__}: {error}")
            context.close()
        browser.close()
    server.shutdown()
    print(f"{len(checks) - failed} passed, {failed} failed")
    return bool(failed)


def picks_a_language(page: Page, url: str) -> None:
    """Pick a tab: this one and those of the same name show its code, on the next page too."""
    page.goto(f"{url}/first-call/")
    page.screenshot(path=PICTURES / "wide-light.png")
    page.locator(".tabbed-labels label", has_text="Swift").nth(2).click()
    shown = page.locator("code:visible", has_text="client.resume(").first
    shown.wait_for()
    assert "try await" in shown.inner_text(), shown.inner_text()
    page.goto(f"{url}/waiting/")
    page.locator("code:visible", has_text="for try await").first.wait_for()


def finds_an_error_by_its_name(page: Page, url: str) -> None:
    """Type the name of an exception, as it stands in a log, and open what is found."""
    page.goto(url)
    page.keyboard.press("/")
    page.wait_for_timeout(300)
    page.keyboard.type("NotFoundError", delay=20)
    page.get_by_text(re.compile(r"^\d+ results$")).wait_for()
    page.screenshot(path=PICTURES / "search.png")
    found = page.locator("a[role=option][href*='/errors/NotFound/']").first
    found.click(timeout=10_000)
    page.wait_for_url("**/errors/NotFound/**")
    page.get_by_role("heading", name="NotFound", exact=False).first.wait_for()


def goes_dark(page: Page, url: str) -> None:
    """The system's colours count, pictures included, and the button changes them."""
    page.emulate_media(color_scheme="dark")
    page.goto(f"{url}/pacing/")
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    light = page.locator(".picture text").first.evaluate("text => getComputedStyle(text).fill")
    page.screenshot(path=PICTURES / "wide-dark.png")
    page.emulate_media(color_scheme="light")
    page.wait_for_function("document.body.dataset.mdColorScheme === 'default'")
    dark = page.locator(".picture text").first.evaluate("text => getComputedStyle(text).fill")
    page.screenshot(path=PICTURES / "pacing-light.png")
    assert light != dark, light


def fits_a_phone(page: Page, url: str) -> None:
    """Nothing but code, tables and pictures may be wider than a phone."""
    page.set_viewport_size({"width": 390, "height": 844})
    for name in ("", "first-call/", "waiting/", "pacing/", "errors/", "compare/", "reference/python/"):
        page.goto(f"{url}/{name}")
        page.screenshot(path=PICTURES / f"narrow-{name.strip('/').replace('/', '-') or 'home'}.png")
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 391, f"/{name} is {width} wide"


if __name__ == "__main__":
    sys.exit(main())
