"""The three questions, looking things up, exports and queries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from graphsvc.client.answers import Answer, Table
from graphsvc.client.connection import Common, Connection, Words
from graphsvc.client.operations import OPERATIONS


class Questions(Connection):
    """What the service works out and finds."""

    def centrality(
        self,
        scope: str = "all",
        *,
        view: str | None = None,
        weighting: str | None = None,
        measures: Words | None = None,
        seed: int | None = None,
        **common: Unpack[Common],
    ) -> Answer:
        """Centralities of each node of a view of a part of the network."""
        chosen: dict[str, Any] = {"view": view, "weighting": weighting, "measures": measures}
        return self._rows("centrality", scope=scope, seed=seed, **chosen, **common)

    def bridging(
        self,
        scope: str = "all",
        *,
        groups: str | None = None,
        criteria: Words | None = None,
        limit: int | None = None,
        draws: int | None = None,
        seed: int | None = None,
        **common: Unpack[Common],
    ) -> Answer:
        """Who bridges: organizations by how they hold a part of the network together."""
        chosen: dict[str, Any] = {"groups": groups, "criteria": criteria, "limit": limit}
        lot: dict[str, Any] = {"draws": draws, "seed": seed}
        return self._rows("bridging", scope=scope, **chosen, **lot, **common)

    def between(
        self,
        first: str,
        second: str,
        scope: str = "all",
        *,
        limit: int | None = None,
        **common: Unpack[Common],
    ) -> Answer:
        """Who bridges two sectors: who joins organizations of both that share no table."""
        return self._rows("between", first=first, second=second, scope=scope, limit=limit, **common)

    def role(self, organization: str, **common: Unpack[Common]) -> Answer:
        """What one organization bridges, and what would break if it left."""
        return self._rows("role", organization, **common)

    def sectors(
        self, partnership: str, *, reference: str | None = None, **common: Unpack[Common]
    ) -> Answer:
        """Who is missing: how each sector stands in a partnership."""
        return self._rows("sectors", partnership, reference=reference, **common)

    def recommendations(
        self,
        organization: str,
        *,
        purpose: str | None = None,
        sense: str | None = None,
        limit: int | None = None,
        scope: str | None = None,
        **common: Unpack[Common],
    ) -> Answer:
        """Who next: partners an organization could approach, each with its evidence."""
        chosen: dict[str, Any] = {"purpose": purpose, "sense": sense, "limit": limit}
        return self._rows("recommendations", organization, scope=scope, **chosen, **common)

    def invitations(
        self,
        item: str,
        *,
        purpose: str | None = None,
        limit: int | None = None,
        scope: str | None = None,
        **common: Unpack[Common],
    ) -> Answer:
        """Who next: organizations that a partnership or a body could invite."""
        name = "body_invitations" if item.startswith("body:") else "partnership_invitations"
        return self._rows(name, item, purpose=purpose, limit=limit, scope=scope, **common)

    # Looking things up.

    def search(
        self,
        text: str,
        *,
        kind: str | None = None,
        limit: int | None = None,
        **common: Unpack[Common],
    ) -> Answer:
        """What a text may name, the best first."""
        return self._rows("search", q=text, kind=kind, limit=limit, **common)

    def measures(self, **common: Unpack[Common]) -> list[dict[str, Any]]:
        """What each measure means."""
        found: list[dict[str, Any]] = self._ask("measures", **common)
        return found

    def purposes(self, **common: Unpack[Common]) -> list[dict[str, Any]]:
        """What suggestions can be for, with the weights."""
        found: list[dict[str, Any]] = self._ask("purposes", **common)
        return found

    def features(self, **common: Unpack[Common]) -> Answer:
        """What each feature of a suggestion means: of organizations, and of tables."""
        return self._rows("features", **common)

    def job(self, item: str, **common: Unpack[Common]) -> Answer:
        """How far long work is; questions wait for theirs without being told to."""
        return self._rows("job", item, **common)

    def export(
        self,
        form: str = "graphml",
        *,
        scope: str = "all",
        view: str | None = None,
        weighting: str | None = None,
        **common: Unpack[Common],
    ) -> bytes:
        """The graph as a file: graphml, gexf, json (node-link) or csv (the ties)."""
        given = {"scope": scope, "view": view, "weighting": weighting, **common}
        found: bytes = self._answer(OPERATIONS["export"], form, None, given).content
        return found

    def cypher(
        self,
        query: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        limit: int | None = None,
        seconds: float | None = None,
        **common: Unpack[Common],
    ) -> Table:
        """What a query of your own finds; docs/cypher.md says what it may hold."""
        bounds = {"limit": limit, "seconds": seconds}
        sent: dict[str, Any] = {"query": query, "parameters": dict(parameters or {})}
        sent |= {key: value for key, value in bounds.items() if value is not None}
        found = self._ask("cypher", sent=sent, **common)
        return Table(tuple(found["columns"]), found["rows"], found["truncated"], found["revision"])

    def alive(self) -> Answer:
        """That the process of the service lives."""
        return self._rows("alive")

    def ready(self) -> Answer:
        """That questions can be answered."""
        return self._rows("ready")
