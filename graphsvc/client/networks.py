"""What a network is made of, what changed in it, what if, and what was said of suggestions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Unpack

from graphsvc.client.answers import Answer, Pages, Record
from graphsvc.client.connection import Common, Connection, Words


class Networks(Connection):
    """What the service says of whole networks and of time, and what it remembers for its users."""

    def tables(
        self,
        organization: str,
        *,
        purpose: str | None = None,
        limit: int | None = None,
        scope: str | None = None,
        **common: Unpack[Common],
    ) -> Answer:
        """Who next: tables an organization could join, each with its evidence."""
        chosen: dict[str, Any] = {"purpose": purpose, "limit": limit, "scope": scope}
        return self._rows("tables", organization, **chosen, **common)

    def backtest(
        self,
        *,
        split: str | None = None,
        purpose: str | None = None,
        most: int | None = None,
        seed: int | None = None,
        **common: Unpack[Common],
    ) -> Answer:
        """How well the suggestions would have foretold who joined what after a day."""
        chosen: dict[str, Any] = {"split": split, "purpose": purpose, "most": most, "seed": seed}
        return self._rows("backtest", **chosen, **common)

    def sector_matrix(self, *, reference: str | None = None, **common: Unpack[Common]) -> Answer:
        """Who is missing, in all partnerships: a row for each partnership and sector."""
        return self._rows("sector_matrix", reference=reference, **common)

    def mixing(self, scope: str = "all", **common: Unpack[Common]) -> Answer:
        """Which sectors meet which, against what chance would give."""
        return self._rows("mixing", scope=scope, **common)

    def pair_measures(
        self,
        scope: str = "all",
        *,
        view: str | None = None,
        weighting: str | None = None,
        measures: Words | None = None,
        top: int | None = None,
        seed: int | None = None,
        limit: int | None = None,
        **common: Unpack[Common],
    ) -> Pages:
        """Measures of pairs: of each the `top` largest; `pages` tells of how many.

        `limit` is how many are read at once.
        """
        chosen: dict[str, Any] = {"view": view, "weighting": weighting, "measures": measures}
        wish: dict[str, Any] = {"top": top, "seed": seed, "limit": limit}
        return self._pages("pair_measures", scope=scope, **chosen, **wish, **common)

    def group_measures(
        self,
        scope: str = "all",
        *,
        view: str | None = None,
        weighting: str | None = None,
        measures: Words | None = None,
        **common: Unpack[Common],
    ) -> Answer:
        """Measures of the sectors that organizations belong to."""
        chosen: dict[str, Any] = {"view": view, "weighting": weighting, "measures": measures}
        return self._rows("group_measures", scope=scope, **chosen, **common)

    def network_measures(
        self,
        scope: str = "all",
        *,
        view: str | None = None,
        weighting: str | None = None,
        measures: Words | None = None,
        seed: int | None = None,
        **common: Unpack[Common],
    ) -> Answer:
        """Measures of a part of the network as a whole."""
        chosen: dict[str, Any] = {"view": view, "weighting": weighting, "measures": measures}
        return self._rows("network_measures", scope=scope, seed=seed, **chosen, **common)

    def key_players(
        self,
        scope: str = "all",
        *,
        k: int | None = None,
        fragment_by: str | None = None,
        reach_by: str | None = None,
        steps: int | None = None,
        **common: Unpack[Common],
    ) -> Answer:
        """Sets of organizations that together fragment a network most, or reach most of it."""
        chosen: dict[str, Any] = {"k": k, "fragment_by": fragment_by, "reach_by": reach_by}
        return self._rows("key_players", scope=scope, steps=steps, **chosen, **common)

    def communities(
        self, scope: str = "all", *, seed: int | None = None, **common: Unpack[Common]
    ) -> Answer:
        """Groups of organizations tied more among themselves than to others, and the core."""
        return self._rows("communities", scope=scope, seed=seed, **common)

    def changes(
        self,
        since: str,
        until: str | None = None,
        *,
        scope: str = "all",
        reference: str | None = None,
        **common: Unpack[Common],
    ) -> Answer:
        """What changed between two days, as rows and as a paragraph."""
        days: dict[str, Any] = {"since": since, "until": until}
        return self._rows("changes", scope=scope, reference=reference, **days, **common)

    def evaluate(
        self,
        overlay: Record,
        *,
        scope: str = "all",
        reference: str | None = None,
        **common: Unpack[Common],
    ) -> Answer:
        """What if: the network before and after additions and removals. Nothing is kept."""
        sent = dict(overlay)
        return self._rows("evaluate", sent=sent, scope=scope, reference=reference, **common)

    def scenario_result(
        self,
        item: str,
        *,
        scope: str = "all",
        reference: str | None = None,
        **common: Unpack[Common],
    ) -> Answer:
        """What a scenario that is kept comes to on the graph of today."""
        return self._rows("scenario_result", item, scope=scope, reference=reference, **common)

    def scenarios(self, **common: Unpack[Common]) -> list[dict[str, Any]]:
        """The scenarios that are kept."""
        found: list[dict[str, Any]] = self._ask("scenarios", **common)
        return found

    def scenario(self, item: str, **common: Unpack[Common]) -> Answer:
        """One scenario, as it was kept."""
        return self._rows("scenario", item, **common)

    def put_scenario(self, item: str, record: Record, **common: Unpack[Common]) -> Answer:
        """Keep a scenario under this id, or replace the one that has it."""
        return self._rows("put_scenario", item, sent=dict(record), **common)

    def forget_scenario(self, item: str, **common: Unpack[Common]) -> None:
        """Forget a scenario."""
        self._do("forget_scenario", item, **common)

    def views(self, **common: Unpack[Common]) -> list[dict[str, Any]]:
        """The views of pages that are saved under a name."""
        found: list[dict[str, Any]] = self._ask("views", **common)
        return found

    def view(self, item: str, **common: Unpack[Common]) -> Answer:
        """One saved view."""
        return self._rows("view", item, **common)

    def put_view(
        self,
        item: str,
        record: Record,
        *,
        tag: str | None = None,
        author: str | None = None,
        **common: Unpack[Common],
    ) -> Answer:
        """Save a view under this id, or replace the one that has it."""
        return self._rows("put_view", item, sent=dict(record), tag=tag, author=author, **common)

    def remove_view(self, item: str, *, tag: str | None = None, **common: Unpack[Common]) -> None:
        """Remove a saved view."""
        self._do("remove_view", item, tag=tag, **common)

    def feedback(
        self,
        *,
        asker: str | None = None,
        candidate: str | None = None,
        verdict: str | None = None,
        limit: int | None = None,
        **common: Unpack[Common],
    ) -> Pages:
        """What was said of suggestions."""
        chosen: dict[str, Any] = {"asker": asker, "candidate": candidate, "verdict": verdict}
        return self._pages("feedback", **chosen, limit=limit, **common)

    def said(self, asker: str, candidate: str, **common: Unpack[Common]) -> Answer:
        """What was said of one suggestion."""
        return self._rows("said", (asker, candidate), **common)

    def say(self, asker: str, candidate: str, record: Record, **common: Unpack[Common]) -> Answer:
        """Remember that a suggestion was accepted, declined or tried already."""
        return self._rows("say", (asker, candidate), sent=dict(record), **common)

    def take_back(self, asker: str, candidate: str, **common: Unpack[Common]) -> None:
        """Take back what was said of a suggestion."""
        self._do("take_back", (asker, candidate), **common)

    def targets(self, partnership: str, **common: Unpack[Common]) -> Answer:
        """The seats that a council wants each sector to have."""
        return self._rows("targets", partnership, **common)

    def put_targets(
        self,
        partnership: str,
        record: Record,
        *,
        author: str | None = None,
        **common: Unpack[Common],
    ) -> Answer:
        """Set the seats that a council wants each sector to have."""
        return self._rows("put_targets", partnership, sent=dict(record), author=author, **common)

    def jobs(self, **common: Unpack[Common]) -> Answer:
        """Long work that is waiting, under way or done."""
        return self._rows("jobs", **common)

    def cancel_job(self, item: str, **common: Unpack[Common]) -> Answer:
        """End long work at once; asking the question again starts it anew."""
        return self._rows("cancel_job", item, **common)

    def follow_job(self, item: str, **common: Unpack[Common]) -> Iterator[Record]:
        """The job each time it has got further, until it is over."""
        return self._events("follow_job", item, **common)
