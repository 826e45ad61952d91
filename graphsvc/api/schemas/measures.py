"""Measures as the API documents them."""

from __future__ import annotations

from pydantic import BaseModel, Field

from graphsvc.analytics.measure import Level, Measure
from graphsvc.analytics.network import Shape
from graphsvc.analytics.view_networks import views_of
from graphsvc.analytics.views import ViewKind
from graphsvc.language import Language


class MeasureOut(BaseModel):
    """A number with a name, and what it means."""

    name: str = Field(description="The same name everywhere.")
    level: Level = Field(description="Whether it is about a node, a pair, a group or the graph.")
    views: list[ViewKind] = Field(
        description="In which views of the stored graph it is defined; none where it is for ties "
        "with a direction alone, which graphsvc measure knows."
    )
    graphs: list[Shape] = Field(description="The kinds of graph it is defined for.")
    definition: str
    least: float | None = Field(description="The smallest value there can be; null: no end.")
    most: float | None = Field(description="The largest value there can be; null: no end.")
    undefined: str | None = Field(description="When the value is null; null where it never is.")
    sources: list[str] = Field(description="Where it was published.")

    @classmethod
    def of(cls, measure: Measure, speech: Language) -> MeasureOut:
        """Document a measure."""
        return cls(
            name=measure.name,
            level=measure.level,
            views=list(views_of(measure)),
            graphs=sorted(measure.shapes),
            definition=speech.render(measure.definition),
            least=measure.bounds.least,
            most=measure.bounds.most,
            undefined=speech.render(measure.undefined) if measure.undefined else None,
            sources=list(measure.sources),
        )
