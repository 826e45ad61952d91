"""How a function of NetworkX is covered: what it refuses, and from how many ties it is worth it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar

import numpy as np

from graphsvc.dispatch.arrays import ArrayGraph
from graphsvc.kernels.compiling import Number

Taken = ParamSpec("Taken")
Answer = TypeVar("Answer")
# Given the arguments by name, tells why a call is left to NetworkX, or nothing.
Refusal = Callable[[Mapping[str, Any]], str | None]


_DIGITS = 2.0**52  # what a sum may be of one of its parts, so that the part still counts


@dataclass(frozen=True)
class Cover:
    """A function that is covered.

    Attributes
    ----------
    name
        Its name among those that NetworkX dispatches.
    function
        Takes what NetworkX's own takes, in the same order; the graph is an `ArrayGraph`.
    refuses
        What is looked at before a graph is converted.
    times
        From this many times the fewest ties on, a NetworkX graph is worth converting; None where it
        never is for this function alone, since NetworkX is as fast as the conversion. Measured on
        random graphs: most pay from 100 to 250 ties on.
    """

    name: str
    function: Callable[..., Any]
    refuses: tuple[Refusal, ...]
    times: float | None

    def bound(self, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> dict[str, Any]:
        """Name the arguments: NetworkX hands them on by position or by name, as they come."""
        known = {name: value for name, value in kwargs.items() if name != "backend"}
        bound = self.signature.bind(*args, **known)
        bound.apply_defaults()
        return bound.arguments

    @property
    def signature(self) -> inspect.Signature:
        """What the function takes."""
        return inspect.signature(self.function)


COVERS: dict[str, Cover] = {}


def covers(
    *refuses: Refusal, name: str | None = None, times: float | None = 1.0
) -> Callable[[Callable[Taken, Answer]], Callable[Taken, Answer]]:
    """Take a function into the backend.

    Parameters
    ----------
    *refuses
        Tell why a call is left to NetworkX.
    name
        Its name among those that NetworkX dispatches, where it is not that of the function.
    times
        As for `Cover`.
    """

    def enter(function: Callable[Taken, Answer]) -> Callable[Taken, Answer]:
        # What the name of the function would be in NetworkX's own documents.
        called: str = name or str(getattr(function, "__name__", ""))
        COVERS[called] = Cover(called, function, refuses, times)
        return function

    return enter


def no_function_as(parameter: str) -> Refusal:
    """Refuse weights that are worked out by a function, one tie at a time."""

    def refuse(given: Mapping[str, Any]) -> str | None:
        return f"{parameter} is a function" if callable(given[parameter]) else None

    return refuse


def undirected_only(given: Mapping[str, Any]) -> str | None:
    """Refuse directed graphs."""
    return "the graph is directed" if given["G"].is_directed() else None


def by_node(graph: ArrayGraph, values: Any) -> dict[Any, Any]:
    """Return a value for each node in order, as numbers of Python."""
    return dict(zip(graph.items, np.asarray(values).tolist(), strict=True))


def no_loops(graph: ArrayGraph) -> None:
    """Leave a graph to NetworkX in which a node is tied to itself.

    Raises
    ------
    NotImplementedError
        There is such a node; NetworkX then tries its next backend.
    """
    if graph.own.any():
        raise NotImplementedError("a node is tied to itself")


def lengths(graph: ArrayGraph, name: str) -> Number:
    """Return how long each tie is.

    Raises
    ------
    NotImplementedError
        A length is not positive or not finite, or so small beside others that it is lost when they
        are added up, or they are whole numbers whose sums are not exact: left to NetworkX.
    """
    found = graph.weights(name)
    if not len(found):
        return found
    if not np.isfinite(found).all() or found.min() <= 0:
        raise NotImplementedError(f"{name} is not positive everywhere")
    longest = found.max() * len(graph)
    if longest >= _DIGITS * found.min():
        raise NotImplementedError(f"{name} differs too much from tie to tie")
    if longest >= _DIGITS and (found == np.floor(found)).all():
        raise NotImplementedError(f"{name} is too large to be added up exactly")
    return found


def places(graph: ArrayGraph, nodes: Any) -> list[int]:
    """Return the positions of those of some nodes that are in the graph, each once, as they come.

    A single node is taken for a list of it, and None for all, as NetworkX does.
    """
    if nodes is None:
        return list(range(len(graph)))
    if nodes in graph:
        return [graph.place[nodes]]
    return list(dict.fromkeys(graph.place[item] for item in nodes if item in graph))


def single(graph: ArrayGraph, nodes: Any, values: Any) -> Any:
    """Return a value of all nodes, of some by name, or that of a single one."""
    listed = np.asarray(values).tolist()
    if nodes is not None and nodes in graph:
        return listed[graph.place[nodes]]
    return {graph.items[place]: listed[place] for place in places(graph, nodes)}
