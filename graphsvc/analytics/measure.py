"""What the register says of a measure, and how a family of measures is entered in it."""

from __future__ import annotations

import inspect
import itertools
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass
from enum import Enum, StrEnum
from types import NoneType
from typing import Any, NamedTuple

from graphsvc.analytics.lengths import MOST_EXACT
from graphsvc.analytics.network import Network, Shape
from graphsvc.analytics.pair_values import PairValues
from graphsvc.analytics.passing import is_sampled, sources_on
from graphsvc.language import Message, message

Number = float | int | bool
Values = Mapping[str, Number | None] | Mapping[tuple[str, str], Number | None] | Number | None


# How many times as long a source takes where those drawn are far from one another.
_FAR_APART = 8


class Level(StrEnum):
    """What a measure says something about."""

    NODE = "node"
    PAIR = "pair"
    GROUP = "group"
    GRAPH = "graph"


class Effort(Enum):
    """How the time of a measure grows; the value is its seconds for one unit of that growth."""

    LINEAR = 4e-7
    TRIANGLES = 1e-8
    SPECTRAL = 6e-7
    PATHS = 4e-11
    BETWEENNESS = 1e-9
    TWO_MODE_PATHS = 3e-9
    LENGTHS = 2e-9
    UNTIED = 2e-8
    COMMUNITIES = 5e-7

    def seconds(self, nodes: int, ties: int, *, directed: bool = False) -> float:
        """Estimate the seconds on a graph of so many nodes and ties."""
        size = nodes + ties
        followed = nodes
        entries = ties if directed else 2 * ties
        if is_sampled(nodes * entries):
            # Where ties lead one way, once along them and once against them.
            followed = sources_on(entries) * _FAR_APART * (2 if directed else 1)
        units = {
            Effort.LINEAR: size,
            # Each tie is compared with the ties of one of its ends.
            Effort.TRIANGLES: size + 2 * ties**2 / max(nodes, 1),
            Effort.SPECTRAL: size,
            Effort.PATHS: nodes * size,
            Effort.BETWEENNESS: followed * size,
            Effort.TWO_MODE_PATHS: followed * size,
            # Exact lengths of a small graph take two thousand times as long each.
            Effort.LENGTHS: 2_000 * nodes * ties if nodes * ties <= MOST_EXACT else followed * size,
            Effort.UNTIED: max(nodes**2 / 2 - ties, 0),
            Effort.COMMUNITIES: size,
        }
        return float(units[self] * self.value)


class Bounds(NamedTuple):
    """Between what a measure lies, both ends included; None where there is no end."""

    least: float | None
    most: float | None


SHARE, INDEX, NOT_NEGATIVE = Bounds(0, 1), Bounds(-1, 1), Bounds(0, None)

# The kinds of graph that measures are defined for.
ONE, TWO, DIRECTED = (
    frozenset({Shape.ONE_MODE}),
    frozenset({Shape.TWO_MODE}),
    frozenset({Shape.DIRECTED}),
)
UNDIRECTED, NOT_TWO = ONE | TWO, ONE | DIRECTED
ANY = UNDIRECTED | DIRECTED


class Variant(NamedTuple):
    """Which form of a measure: by strengths or not, normalized or not."""

    weighted: bool = False
    normalized: bool = False

    @property
    def suffix(self) -> str:
        """What this form adds to the name."""
        return "_weighted" * self.weighted + "_normalized" * self.normalized


_PLAIN = Variant()
_PLAIN_KINDS = {bool, int, float, NoneType}


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with a name.

    Attributes
    ----------
    name
        The one name it has everywhere.
    family
        The name without suffixes.
    level
        Whether it is about a node, a pair, a group or the whole graph.
    shapes
        The kinds of graph it is defined for.
    function
        Works it out.
    definition
        What it is, in a paragraph.
    bounds
        Between what it lies.
    undefined
        When there is no value; None where there always is one.
    sources
        Where it was published.
    effort, work
        How its time grows, and under what name the work is known that it may share with others.
    needs_groups, needs_affiliations
        What it needs beside the graph.
    """

    name: str
    family: str
    level: Level
    shapes: frozenset[Shape]
    function: Callable[[Network], Values]
    definition: Message
    bounds: Bounds
    undefined: Message | None
    sources: tuple[str, ...]
    effort: Effort
    work: str
    needs_groups: bool
    needs_affiliations: bool


_ALONG_PATHS = (Effort.PATHS, Effort.BETWEENNESS, Effort.TWO_MODE_PATHS)
Answer = Callable[..., Any]
Given = Callable[[Answer, Network, dict[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class Family:
    """The forms of one measure that one function works out, as they are entered in the register.

    Attributes
    ----------
    name, level, shapes
        As of the measures.
    answer
        The function. That it takes `weighted` or `normalized` says which forms there are.
    given
        What of the network the function is given.
    bounds, undefined
        Of the plain form, and of all that do not say otherwise.
    normalized_bounds, normalized_undefined, weighted_bounds
        Of the normalized form; of the weighted one, where strengths change the bounds.
    effort, work
        As of the measures; `work` is the name of the family unless it is shared with others.
    """

    name: str
    level: Level
    shapes: frozenset[Shape]
    answer: Answer
    given: Given
    bounds: Bounds
    undefined: Message | None = None
    _: KW_ONLY
    normalized_bounds: Bounds = SHARE
    normalized_undefined: Message | None = None
    weighted_bounds: Bounds | None = None
    effort: Effort = Effort.LINEAR
    work: str = ""

    def measures(self) -> list[Measure]:
        """Enter every form under its name."""
        takes = inspect.signature(self.answer).parameters
        forms = itertools.product(
            (False, True) if "weighted" in takes else (False,),
            (False, True) if "normalized" in takes else (False,),
        )
        return [self._measure(Variant(*form), set(takes)) for form in forms]

    def _measure(self, variant: Variant, takes: set[str]) -> Measure:
        form = {name: value for name, value in variant._asdict().items() if name in takes}
        bounds = self.normalized_bounds if variant.normalized else self.bounds
        if variant.weighted and self.weighted_bounds is not None:
            bounds = self.weighted_bounds
        effort, work = self.effort, (self.work or self.name) + "_weighted" * variant.weighted
        if effort in _ALONG_PATHS and variant.weighted:
            # One search by length serves them all.
            effort, work = Effort.LENGTHS, "lengths"
        return Measure(
            name=self.name + variant.suffix,
            family=self.name,
            level=self.level,
            shapes=self.shapes,
            function=lambda network: _checked(self.given(self.answer, network, form)),
            definition=message(definition(self.answer, variant)),
            bounds=bounds,
            undefined=self.normalized_undefined if variant.normalized else self.undefined,
            sources=sources(self.answer),
            effort=effort,
            work=work,
            needs_groups=self.given in (grouped, spread, seated_groups, brokered),
            needs_affiliations=self.given in (seated, seated_groups),
        )


def plain(answer: Answer, network: Network, form: dict[str, Any]) -> Any:
    """Give a function the graph."""
    return answer(network.graph, **form)


def grouped(answer: Answer, network: Network, form: dict[str, Any]) -> Any:
    """Give a function the graph, the groups and the ties of each group."""
    raw = network.ends(weighted=form.get("weighted", False))
    return answer(network.graph, network.known_groups, raw=raw, **form)


def apart(answer: Answer, network: Network, form: dict[str, Any]) -> Any:
    """Give a function the graph and its pairs that are not tied."""
    return answer(network.graph, raw=network.untied, **form)


def spread(answer: Answer, network: Network, form: dict[str, Any]) -> Any:
    """Give a function the graph, the groups and how ties are spread over them."""
    raw = network.spread(weighted=form.get("weighted", False))
    return answer(network.graph, network.known_groups, raw=raw, **form)


def constrained(answer: Answer, network: Network, form: dict[str, Any]) -> Any:
    """Give a function the graph and what of its constraint comes through each contact."""
    raw = network.local_constraints(weighted=form.get("weighted", False))
    return answer(network.graph, raw=raw, **form)


def effective(answer: Answer, network: Network, form: dict[str, Any]) -> Any:
    """Give a function the graph and the effective size of each node's contacts."""
    raw = network.unshared(weighted=form.get("weighted", False))
    return answer(network.graph, raw=raw, **form)


def seated(answer: Answer, network: Network, form: dict[str, Any]) -> Any:
    """Give a function the two-mode graph behind the graph."""
    return answer(network.seating, **form)


def seated_groups(answer: Answer, network: Network, form: dict[str, Any]) -> Any:
    """Give a function the seats and organizations of each group."""
    return answer(network.presences, **form)


def between(answer: Answer, network: Network, form: dict[str, Any]) -> Any:
    """Give a function the graph and its betweenness."""
    raw = network.betweenness(weighted=form.get("weighted", False))
    return answer(network.graph, raw=raw, **form)


def along(answer: Answer, network: Network, form: dict[str, Any]) -> Any:
    """Give a function the graph and what runs along its ties."""
    raw = network.along(weighted=form.get("weighted", False))
    return answer(network.graph, raw=raw, **form)


def far_between(answer: Answer, network: Network, form: dict[str, Any]) -> Any:
    """Give a function the graph and the paths between those who are not next to a node."""
    return answer(network.graph, raw=network.passing.far, **form)


def brokered(answer: Answer, network: Network, form: dict[str, Any]) -> Any:
    """Give a function the graph, the groups and the brokers between them."""
    return answer(network.graph, network.known_groups, raw=network.brokerage, **form)


def reaching(answer: Answer, network: Network, form: dict[str, Any]) -> Any:
    """Give a function the graph and what each node reaches."""
    reach = network.reach(weighted=form.get("weighted", False))
    return answer(network.graph, reach=reach, **form)


def reached(answer: Answer, network: Network, form: dict[str, Any]) -> Any:
    """Give a function the graph and by what each node is reached."""
    reach = network.reach(weighted=form.get("weighted", False), arriving=True)
    return answer(network.graph, reach=reach, **form)


def drawn(answer: Answer, network: Network, form: dict[str, Any]) -> Any:
    """Give a function the graph and the seed for what it draws by lot."""
    return answer(network.graph, seed=network.seed, **form)


def definition(function: Answer, variant: Variant = _PLAIN) -> str:
    """Return what the docstring of a function says before it comes to parameters, as one text.

    For a form that is weighted or normalized, what it says of that parameter follows.
    """
    told, _, parameters = (inspect.getdoc(function) or "").partition("\nParameters\n")
    texts = [told]
    for form, wanted in variant._asdict().items():
        found = re.search(rf"^{form}\n((?:    .+\n)+)", parameters, re.MULTILINE)
        if wanted and found:
            texts.append(f"{form.capitalize()}: {found[1]}")
    return " ".join(" ".join(texts).split())


def sources(function: Answer) -> tuple[str, ...]:
    """Return the references in the docstring of a function, each on a line."""
    _, _, told = (inspect.getdoc(function) or "").partition("\nReferences\n")
    entries = re.split(r"^\.\. \[\d+\] ", told.partition("\nExamples\n")[0], flags=re.MULTILINE)
    return tuple(" ".join(entry.split()) for entry in entries[1:])


def _checked(values: Values) -> Values:
    """Let only defined, finite numbers of Python through: a defect of ours must not look like 0."""
    if isinstance(values, PairValues):
        if not values.is_finite:
            raise ArithmeticError(f"not all are finite numbers: {values.column!r:.200}")
        return values
    numbers = list(values.values()) if isinstance(values, Mapping) else [values]
    # All at once: one by one it would take longer than a pass over the graph.
    kinds = set(map(type, numbers))
    known: list[Any] = numbers if NoneType not in kinds else [x for x in numbers if x is not None]
    if not kinds <= _PLAIN_KINDS or (float in kinds and not _are_finite(known)):
        raise ArithmeticError(f"not all are plain finite numbers: {numbers!r:.200}")
    return values


def _are_finite(numbers: list[Any]) -> bool:
    # Every part of a finite sum is finite.
    return math.isfinite(sum(numbers)) or all(map(math.isfinite, numbers))
