"""Writes saved views as one JSON file, each with what was saved of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from graphsvc.model.saved_views import SavedView


def as_json(views: Sequence[SavedView]) -> str:
    """Write saved views as a list that the importer reads back unchanged."""
    found = [asdict(each) for each in views if not each.removed_at]
    shown = [{name: text for name, text in each.items() if name != "removed_at"} for each in found]
    return json.dumps(shown, ensure_ascii=False, indent=2) + "\n"
