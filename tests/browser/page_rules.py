"""What must hold of every page: its structure for all readers, and what can be seen of it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

_HERE = Path(__file__).parent
_RULES = (_HERE / "page_rules.js").read_text()
_LOOKS = (_HERE / "page_looks.js").read_text()


def structure_faults(page: Page, language: str) -> list[str]:
    """Return what a reader who listens, or uses the keyboard, would stumble over.

    Language and title of the page, landmarks, order of headings, captions and headings of tables,
    names of pictures and controls, size of what is to be hit, ids that occur twice or lead nowhere.
    """
    found: list[str] = page.evaluate(_RULES, {"language": language})
    return found


def visible_faults(page: Page) -> list[str]:
    """Return what looks wrong at the present size and in the present colours.

    A page or table wider than the window, text that is cut off or too faint (WCAG 2.2, 1.4.3:
    4.5 to 1, large text 3 to 1), controls that lie on one another.
    """
    found: list[str] = page.evaluate(_LOOKS)
    return found
