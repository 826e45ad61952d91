"""What a scenario that is kept is shown as; how one is written stands in `overlay_form`."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel, Field

from graphsvc.analytics.overlay_form import AdditionsIn, RemovalsIn
from graphsvc.model.scenarios import KeptScenario


class ScenarioListed(BaseModel):
    """A scenario in a list."""

    id: str
    name: str
    created_at: str = Field(description="When it was first kept.")
    changed_at: str = Field(description="When it was last kept.")

    @classmethod
    def of(cls, kept: KeptScenario) -> ScenarioListed:
        """Say when a scenario was kept."""
        return cls(
            id=kept.id, name=kept.name, created_at=kept.created_at, changed_at=kept.changed_at
        )


class ScenarioOut(ScenarioListed):
    """A scenario with what it adds and removes."""

    add: AdditionsIn
    remove: RemovalsIn

    @classmethod
    def of(cls, kept: KeptScenario) -> ScenarioOut:
        """Show a scenario as it is kept."""
        found: dict[str, Any] = json.loads(kept.text)
        listed = ScenarioListed.of(kept).model_dump()
        return cls(**listed, add=found["add"], remove=found["remove"])
