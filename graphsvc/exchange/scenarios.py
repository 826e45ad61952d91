"""Writes kept scenarios as one JSON file, each as `/v1/scenarios/{item}` shows it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from graphsvc.errors import ForeignData
from graphsvc.model.scenarios import KeptScenario


def as_json(scenarios: Sequence[KeptScenario]) -> str:
    """Write scenarios as a list that the importer reads back unchanged.

    Raises
    ------
    ForeignData
        Somebody else wrote a scenario into the database that holds no JSON object.
    """
    return json.dumps([_shown(each) for each in scenarios], ensure_ascii=False, indent=2) + "\n"


def _shown(kept: KeptScenario) -> dict[str, Any]:
    try:
        held = dict(json.loads(kept.text))
    except (ValueError, TypeError) as error:
        raise ForeignData("scenario", kept.id) from error
    return {
        "id": kept.id,
        "name": kept.name,
        "created_at": kept.created_at,
        "changed_at": kept.changed_at,
        **held,
    }
