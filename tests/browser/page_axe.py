"""axe-core's rules on a page, those of WCAG 2.2 AA and its best practices."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_AXE = Axe()
_LONGEST = 200  # characters of the element's own text that a failure shows


def axe_faults(page: Page) -> list[str]:
    """Return every violation that axe finds, with its rule, its remedy and the element.

    All rules are on, so that a new one of a later axe counts too. axe cannot always tell, for
    instance what contrast a text has over a picture: what it leaves open is not among the faults.
    """
    found: dict[str, Any] = _AXE.run(page, options={"resultTypes": ["violations"]}).response
    return [
        f"{rule['id']} ({rule['help']}): {part['html'][:_LONGEST]}"
        for rule in found["violations"]
        for part in rule["nodes"]
    ]
