"""The network of a view: what is measured when a measure is asked for over the stored graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Any

import networkx as nx

from graphsvc.analytics import coarse_views, declared
from graphsvc.analytics import measures as register
from graphsvc.analytics.measure import Level, Measure, Number
from graphsvc.analytics.network import Network, Shape, group_of
from graphsvc.analytics.provenance import Provenance
from graphsvc.analytics.scope import Scope
from graphsvc.analytics.views import Evidence, ViewKind, Weighting, evidence, one_mode, two_mode
from graphsvc.errors import Fault, InvalidInput, Where
from graphsvc.language import Message, message
from graphsvc.model.snapshot import Snapshot

_SEATED = frozenset({ViewKind.TWO_MODE, ViewKind.ONE_MODE})
# Where a measure is asked for, by what it is about.
_ASKED_AT: Mapping[Level, Callable[[str], Message]] = {
    Level.NODE: lambda name: message(
        "{name} is about a node: see /v1/centrality, or graphsvc centrality.", name=name
    ),
    Level.PAIR: lambda name: message(
        "{name} is about a pair: see /v1/measures/pairs, or graphsvc pairs.", name=name
    ),
    Level.GROUP: lambda name: message(
        "{name} is about a group: see /v1/measures/groups, or graphsvc groups.", name=name
    ),
    Level.GRAPH: lambda name: message(
        "{name} is about the whole graph: see /v1/measures/network, or graphsvc network.",
        name=name,
    ),
}


@dataclass(frozen=True, slots=True)
class View:
    """Which graph is looked at, and how.

    Attributes
    ----------
    kind
        Which graph of the records.
    weighting
        How much what two nodes share adds to the strength of their tie; of no account in the views
        `two_mode` and `declared`, where nothing is shared.
    """

    kind: ViewKind = ViewKind.TWO_MODE
    weighting: Weighting = Weighting.NEWMAN

    @property
    def shape(self) -> Shape:
        """The kind of graph that it is."""
        return Shape.TWO_MODE if self.kind is ViewKind.TWO_MODE else Shape.ONE_MODE

    def lacks(self, measure: Measure) -> bool:
        """Whether a measure is not defined in this view."""
        return (
            self.shape not in measure.shapes
            or (measure.needs_affiliations and self.kind not in _SEATED)
            # What is grouped by sector are organizations.
            or (measure.needs_groups and self.kind not in {*_SEATED, ViewKind.DECLARED})
            # What one organization says of another is told in confidence.
            or (measure.level is Level.PAIR and self.kind is ViewKind.DECLARED)
        )

    @property
    def is_weighed(self) -> bool:
        """Whether it depends on the weighting."""
        return self.kind not in {ViewKind.TWO_MODE, ViewKind.DECLARED}


def views_of(measure: Measure) -> tuple[ViewKind, ...]:
    """List the views in which a measure is defined."""
    return tuple(kind for kind in ViewKind if not View(kind).lacks(measure))


@dataclass(slots=True)
class ViewNetwork:
    """The network of a view of a part of the graph.

    Attributes
    ----------
    snapshot, scope, view
        Of what.
    network
        What can be measured. The groups of organizations are their primary sectors.
    affiliations
        The two-mode graph behind it.
    """

    snapshot: Snapshot
    scope: Scope
    view: View
    network: Network
    affiliations: nx.Graph[str] = field(repr=False)

    @classmethod
    def of(cls, snapshot: Snapshot, scope: Scope, view: View, seed: int = 0) -> ViewNetwork:
        """Build the network of a view.

        Parameters
        ----------
        snapshot, scope, view
            The graph at one revision, which part of it, and as what it is looked at.
        seed
            For what is drawn by lot.

        Raises
        ------
        InvalidInput
            What is declared in this part cannot be told in confidence.
        """
        affiliations = two_mode(snapshot, scope)
        groups = group_of(affiliations, "sector")
        if view.kind is ViewKind.TWO_MODE:
            network = Network(affiliations, view.shape, affiliations, groups, seed)
        elif view.kind is ViewKind.ONE_MODE:
            graph = one_mode(affiliations, view.weighting)
            network = Network(graph, view.shape, affiliations, groups, seed)
        elif view.kind is ViewKind.DECLARED:
            graph = declared.declared(snapshot, scope, affiliations)
            network = Network(graph, view.shape, groups=groups, seed=seed)
        elif view.kind is ViewKind.PARTNERSHIPS:
            graph = coarse_views.partnerships(snapshot, scope, affiliations, view.weighting)
            network = Network(graph, view.shape, seed=seed)
        else:
            graph = coarse_views.sectors(affiliations, view.weighting)
            network = Network(graph, view.shape, seed=seed)
        return cls(snapshot, scope, view, network, affiliations)

    def choose(self, names: Sequence[str], levels: AbstractSet[Level]) -> list[Measure]:
        """Find measures by name.

        Parameters
        ----------
        names
            Names in the order of the answer; or `all` alone, for every measure of these levels that
            is defined in this view and not too large.
        levels
            What the measures may be about.

        Raises
        ------
        InvalidInput
            With a fault for each name that is not known, is about something else, or is not defined
            in this view, which names the views in which it is; and for each that is too large.
        """
        defined = {
            each.name: each
            for each in register.measures(self.view.shape)
            if each.level in levels and not self.view.lacks(each)
        }
        if list(names) == [register.ALL]:
            found = [each for each in defined.values() if not self._lack(each)]
            if found:
                return found
            problem = message(
                "No measure of this kind can be told in the view {view}.", view=str(self.view.kind)
            )
            raise InvalidInput([Fault(Where(field="measures"), problem)])
        problems = {name: self._problem(name, defined, levels) for name in dict.fromkeys(names)}
        faults = [
            Fault(Where(field="measures"), problem) for problem in problems.values() if problem
        ]
        if faults:
            # The list of names is long: it comes once, at the end.
            told = message("The measures of this view are: {names}.", names=tuple(defined))
            unknown = problems.keys() - defined.keys()
            faults[-1] = replace(faults[-1], remedy=told if unknown else None)
            raise InvalidInput(faults)
        return [defined[name] for name in problems]

    def _lack(self, measure: Measure) -> Message | None:
        return register.lack(measure, self.network, largest_alone=True)

    def _problem(
        self, name: str, defined: Mapping[str, Measure], levels: AbstractSet[Level]
    ) -> Message | None:
        if name in defined:
            reason = self._lack(defined[name])
            why = message("{name} cannot be worked out: {reason}", name=name, reason=reason)
            return why if reason else None
        called = [each for each in register.measures() if each.name == name]
        if not called:
            is_all = name == register.ALL
            return register.ALL_AND_OTHERS if is_all else register.unknown(name, tuple(defined))
        return self._elsewhere(name, called, levels)

    def _elsewhere(
        self, name: str, called: Sequence[Measure], levels: AbstractSet[Level]
    ) -> Message:
        """Say where a measure that is not defined here is."""
        if all(each.level not in levels for each in called):
            return _ASKED_AT[called[0].level](name)
        kinds = {kind for each in called for kind in views_of(each)}
        if not kinds:
            return message(
                "{name} is defined for ties with a direction alone, on files of your own: see "
                "graphsvc measure.",
                name=name,
            )
        return message(
            "{name} is not defined in the view {view}, but in: {others}.",
            name=name,
            view=str(self.view.kind),
            others=tuple(str(kind) for kind in ViewKind if kind in kinds),
        )

    def evidence(self) -> Evidence:
        """Say on what it stands."""
        found = evidence(self.snapshot, self.scope, self.affiliations)
        if self.view.kind is ViewKind.DECLARED:
            return declared.evidence(self.snapshot, self.scope, self.network.graph, found)
        return found

    def provenance(
        self, method: str, chosen: Sequence[Measure], seconds: float, **more: Any
    ) -> Provenance:
        """Say where an answer about it comes from."""
        out = self.scope.left_out(self.snapshot) | self.scope.bodies_left_out(self.snapshot)
        return Provenance(
            revision=self.snapshot.revision,
            scope=self.scope,
            method=method,
            evidence=self.evidence(),
            parameters={
                "view": str(self.view.kind),
                "weighting": str(self.view.weighting) if self.view.is_weighed else None,
                "measures": tuple(each.name for each in chosen),
                "seed": self.network.seed,
                **more,
            },
            left_out=tuple(sorted(out)),
            seconds=seconds,
        )


def by_key(each: Measure, network: Network) -> Mapping[Any, Number | None]:
    """Work out a measure that has a value for each of several nodes, pairs or groups."""
    values = each.function(network)
    if not isinstance(values, Mapping):
        raise TypeError(each.name)
    return values


def of_all(each: Measure, network: Network) -> Number | None:
    """Work out a measure of the whole graph."""
    value = each.function(network)
    if isinstance(value, Mapping):
        raise TypeError(each.name)
    return value
