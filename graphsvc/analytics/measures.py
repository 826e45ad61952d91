"""The register of measures: every number there is, under the one name it has everywhere.

`NAME_weighted` uses strengths (on paths: a tie is 1 / strength long), `NAME_normalized` is the
normalized form, and both can follow a name in this order. What a measure means is taken from the
docstring of the function that works it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

import networkx as nx

from graphsvc.analytics.measure import Effort, Measure
from graphsvc.analytics.network import Network, Shape
from graphsvc.analytics.network_measures import NETWORK_FAMILIES
from graphsvc.analytics.node_measures import NODE_FAMILIES
from graphsvc.analytics.untied import count_untied
from graphsvc.errors import Fault, InvalidInput, Where
from graphsvc.language import Message, message

ALL = "all"
# Pairs that are not tied grow with the square of the graph. Where every one is given, five scores
# of so many take some 3 GB; where the largest are looked for, some twenty minutes, no memory.
MOST_PAIRS = 50_000_000
MOST_COMPARED = 10_000_000_000

# What a reader sees who asks for nothing in particular.
USUAL_OF_NODES: Mapping[Shape, tuple[str, ...]] = {
    Shape.ONE_MODE: ("degree", "betweenness_normalized", "closeness", "eigenvector", "pagerank"),
    Shape.TWO_MODE: (
        "degree",
        "betweenness_normalized",
        "closeness_normalized",
        "eigenvector",
        "pagerank",
    ),
    Shape.DIRECTED: ("in_degree", "out_degree", "betweenness_normalized", "pagerank"),
}
QUICK_OF_GRAPH = ("nodes", "ties", "density", "components")
USUAL_OF_GRAPH: Mapping[Shape, tuple[str, ...]] = {
    Shape.ONE_MODE: (
        *QUICK_OF_GRAPH,
        "diameter",
        "mean_distance",
        "transitivity",
        "degree_centralization",
        "degree_assortativity",
        "modularity_found",
    ),
    Shape.TWO_MODE: (*QUICK_OF_GRAPH, "diameter", "mean_distance"),
    Shape.DIRECTED: (*QUICK_OF_GRAPH, "diameter", "mean_distance", "modularity_found"),
}

_REGISTER = tuple(
    measure for family in (*NODE_FAMILIES, *NETWORK_FAMILIES) for measure in family.measures()
)


def measures(shape: Shape | None = None) -> list[Measure]:
    """List the measures of a kind of graph, or all there are, in the order of the register.

    A name can stand there more than once, for different kinds of graph: the degree of a two-mode
    graph is normalized differently.
    """
    return [each for each in _REGISTER if shape is None or shape in each.shapes]


def choose(names: Sequence[str], network: Network) -> list[Measure]:
    """Find measures by name for a network.

    Parameters
    ----------
    names
        Names in the order in which the answer is to have them; or `all` alone, for every measure
        that can be worked out on this network.
    network
        What is to be measured.

    Returns
    -------
    list[Measure]
        Each once.

    Raises
    ------
    InvalidInput
        With a fault for each name that is not known, is not defined for this kind of graph, or
        needs what this network lacks.
    """
    defined = {each.name: each for each in measures(network.shape)}
    if list(names) == [ALL]:
        return [each for each in defined.values() if lack(each, network) is None]
    faults = name_faults(names, network.shape)
    for name in dict.fromkeys(names):
        reason = lack(defined[name], network) if name in defined else None
        if reason is not None:
            problem = message("{name} cannot be worked out: {reason}", name=name, reason=reason)
            faults.append(Fault(_PLACE, problem))
    if faults:
        raise InvalidInput(faults)
    return [defined[name] for name in dict.fromkeys(names)]


def name_faults(names: Sequence[str], shape: Shape) -> list[Fault]:
    """List what is wrong with names of measures, before there is a network to measure.

    Parameters
    ----------
    names, shape
        As for `choose`.

    Returns
    -------
    list[Fault]
        One for each name that is not known, or not defined for this kind of graph.
    """
    defined = [each.name for each in measures(shape)]
    remedy = message("The measures of this kind of graph are: {names}.", names=tuple(defined))
    if not names:
        return [Fault(_PLACE, message("No measure is named."), remedy)]
    unknown = [name for name in dict.fromkeys(names) if name not in defined]
    if list(names) == [ALL]:
        return []
    # The list of names is long: it comes once, at the end.
    return [
        Fault(_PLACE, _problem(name, shape, defined), remedy if name == unknown[-1] else None)
        for name in unknown
    ]


def left_out(network: Network) -> list[tuple[Message, list[Measure]]]:
    """List what `all` leaves out on this network, by the reason."""
    found: dict[str, tuple[Message, list[Measure]]] = {}
    for each in measures(network.shape):
        reason = lack(each, network)
        if reason is not None:
            found.setdefault(str(reason), (reason, []))[1].append(each)
    return list(found.values())


def estimate_seconds(graph: nx.Graph[str], chosen: Iterable[Measure]) -> float:
    """Estimate how long measures take on a graph, to tell what can be waited for from a job.

    Parameters
    ----------
    graph
        Only the numbers of its nodes and ties are looked at.
    chosen
        The measures. What several share (distances, betweenness) is counted once.

    Returns
    -------
    float
        Seconds on an ordinary machine of 2025, good to about a factor of three.
    """
    work: dict[str, Effort] = {each.work: each.effort for each in chosen}
    count, ties = len(graph), graph.number_of_edges()
    return sum(
        effort.seconds(count, ties, directed=graph.is_directed()) for effort in work.values()
    )


_PLACE = Where(field="measures")
ALL_AND_OTHERS = message("Beside all, no other measure can be named.")


def at_work_on(measure: Measure) -> Message:
    """Say that a measure is being worked out, for a reader who waits."""
    return message("Working out {measure}", measure=measure.name)


def _problem(name: str, shape: Shape, defined: Sequence[str]) -> Message:
    if name == ALL:
        return ALL_AND_OTHERS
    elsewhere = sorted({other for each in _REGISTER if each.name == name for other in each.shapes})
    if elsewhere:
        return message(
            "{name} is not defined for a graph of the kind {shape}, but for: {others}.",
            name=name,
            shape=str(shape),
            others=tuple(str(other) for other in elsewhere),
        )
    return unknown(name, defined)


def unknown(name: str, defined: Sequence[str]) -> Message:
    """Say that there is no such measure, and which one may be meant."""
    close = get_close_matches(name, defined, n=1)
    if close:
        return message(
            "There is no measure {name}. Did you mean {close}?", name=name[:60], close=close[0]
        )
    return message("There is no measure {name}.", name=name[:60])


def lack(measure: Measure, network: Network, *, largest_alone: bool = False) -> Message | None:
    """Say what a measure needs that the network does not have; None where it has all.

    Parameters
    ----------
    measure, network
        What is to be measured.
    largest_alone
        Whether the largest values of pairs are wanted, rather than every one.
    """
    if measure.needs_groups and network.groups is None:
        return message("The groups of the organizations are not known.")
    if measure.needs_affiliations and network.affiliations is None:
        return message("It is not known who sits on which body.")
    if measure.effort is not Effort.UNTIED:
        return None
    pairs = count_untied(network.graph)
    if largest_alone and pairs > MOST_COMPARED:
        return message(
            "{count} pairs are not tied, and at most {most} are compared. Ask about one "
            "partnership or one body.",
            count=pairs,
            most=MOST_COMPARED,
        )
    if not largest_alone and pairs > MOST_PAIRS:
        return message(
            "{count} pairs are not tied, and at most {most} numbers fit into memory. Measure a "
            "part of the network, or load it: graphsvc pairs finds the largest of any number.",
            count=pairs,
            most=MOST_PAIRS,
        )
    return None
