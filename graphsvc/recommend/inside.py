"""Where suggestions are looked for: everywhere around the asker, or inside a scope alone."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from graphsvc.analytics.scope import WHOLE, Scope
from graphsvc.language import Message, Named, message, messages
from graphsvc.model.snapshot import Snapshot
from graphsvc.recommend.steps import Network


@dataclass(frozen=True)
class Inside:
    """The part of the graph that candidates are taken from.

    The ways between asker and candidates lead through the whole graph all the same.

    Attributes
    ----------
    snapshot
        The graph at one revision.
    scope
        The part, the day and whom to leave out.
    """

    snapshot: Snapshot
    scope: Scope

    @property
    def everywhere(self) -> Scope:
        """The whole graph: of it the exclusions leave something out, wherever candidates are."""
        return replace(self.scope, of=WHOLE)

    @property
    def bodies(self) -> NDArray[np.bool_] | None:
        """Mark the bodies inside; None where that is all of them."""
        if self.scope.of == WHOLE:
            return None
        inside = set(self.scope.bodies(self.snapshot))
        return np.array([item in inside for item in self.snapshot.body_ids], dtype=np.bool_)

    def organizations(self, network: Network) -> NDArray[np.bool_] | None:
        """Mark those who sit on a body inside; None where all organizations are meant."""
        bodies = self.bodies
        return None if bodies is None else network.members_of(np.flatnonzero(bodies))

    @property
    def name(self) -> Message | Named:
        """What the part is called, in a sentence."""
        of, held = self.scope.of, self.snapshot
        if of in held.organizations:
            return message(
                "the partnerships of {organization}", organization=held.organizations[of]
            )
        return held.partnerships[of] if of in held.partnerships else held.bodies[of]

    def notes(self) -> tuple[Message, ...]:
        """Say that candidates are taken from a part alone."""
        if self.scope.of == WHOLE:
            return ()
        return (
            message(
                "Looked for inside {scope} alone, near or not; ways to it lead through the whole "
                "network.",
                scope=self.name,
            ),
        )

    def organizations_looked_at(self, count: int) -> Message:
        """Say among how many organizations."""
        if self.scope.of == WHOLE:
            return messages(
                "{count} organization around", "{count} organizations around", count, count=count
            )
        return messages(
            "{count} organization inside {scope}",
            "{count} organizations inside {scope}",
            count,
            count=count,
            scope=self.name,
        )

    def tables_looked_at(self, count: int) -> Message:
        """Say among how many tables."""
        if self.scope.of == WHOLE:
            return messages("{count} table around", "{count} tables around", count, count=count)
        return messages(
            "{count} table inside {scope}",
            "{count} tables inside {scope}",
            count,
            count=count,
            scope=self.name,
        )

    def nothing(self, asker: Named) -> Message | None:
        """Say that there is nothing to look at in the part; None where that is the whole graph."""
        if self.scope.of == WHOLE:
            return None
        return message(
            "Inside {scope} there is nothing to suggest to {asker} that it is not tied to.",
            scope=self.name,
            asker=asker,
        )
