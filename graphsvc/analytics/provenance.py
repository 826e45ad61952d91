"""What comes with every answer, so that a reader can cite it and get it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphsvc.analytics.scope import Scope
from graphsvc.analytics.views import Evidence


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an answer comes from.

    Attributes
    ----------
    revision
        Revision of the graph it was worked out on.
    scope
        Which part of the graph, on which day, without whom.
    method
        What was worked out: the name of the answer ("bridging", "sectors", "centrality", ...).
    parameters
        Everything that was chosen, defaults included; the `view` of the graph that it was worked
        out in (`two_mode` where the projection serves some numbers beside, which then say so); the
        seed too where anything was random.
    left_out
        Ids of the organizations and bodies that the exclusions left out, in order.
    evidence
        On what the graph stands.
    seconds
        How long it took.
    """

    revision: int
    scope: Scope
    method: str
    evidence: Evidence
    parameters: Mapping[str, Any] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    seconds: float = field(default=0.0, compare=False)
