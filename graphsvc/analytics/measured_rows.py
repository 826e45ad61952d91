"""What is told of measures of pairs, of groups and of the whole graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graphsvc.analytics.measure import Number
from graphsvc.analytics.passing import Sample
from graphsvc.analytics.provenance import Provenance
from graphsvc.language import Message


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two nodes.

    Attributes
    ----------
    first, second
        Their ids, in order.
    first_name, second_name
        Their names.
    values
        By measure. None where it is not defined, and where it says nothing about this pair: those
        of likely ties are about two that are not tied, the others about two that are.
    """

    first: str
    second: str
    first_name: str | Message
    second_name: str | Message
    values: Mapping[str, Number | None]


@dataclass(frozen=True, slots=True)
class PairsAnswer:
    """What measures say of pairs.

    Attributes
    ----------
    provenance
        Where it comes from.
    measures
        What there is a value of in each row.
    sentence
        Whether these are all pairs, or of how many they have the largest values.
    items
        The pairs by the first of these measures, the largest value first, then in order of id.
        Those it says nothing about come last.
    approximate
        The measures that were estimated, since they take too long, and how; none where all numbers
        are exact.
    top
        How many pairs of each measure are given at most: those with its largest values.
    total
        How many pairs are given, on all pages.
    pairs
        How many pairs there are that one of the measures says something about; more than `total`
        where only those with the largest values are given.
    next
        The cursor of the next page; null on the last.
    """

    provenance: Provenance
    measures: tuple[str, ...]
    sentence: Message
    items: tuple[PairRow, ...]
    approximate: Mapping[str, Sample]
    top: int
    total: int
    pairs: int
    next: str | None = None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The organizations of one sector.

    Attributes
    ----------
    group
        Code of the sector.
    name
        Its name.
    values
        By measure; None where it is not defined.
    """

    group: str
    name: Message
    values: Mapping[str, Number | None]


@dataclass(frozen=True, slots=True)
class GroupsAnswer:
    """What measures say of groups of organizations.

    Attributes
    ----------
    provenance
        Where it comes from.
    measures
        What there is a value of in each row.
    rows
        The sectors that have an organization here, in their fixed order.
    """

    provenance: Provenance
    measures: tuple[str, ...]
    rows: tuple[GroupRow, ...]


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """One number about the whole graph.

    Attributes
    ----------
    measure
        Its name.
    value
        None where it is not defined.
    approximate
        How it was estimated; null where it is exact.
    """

    measure: str
    value: Number | None
    approximate: Sample | None


@dataclass(frozen=True, slots=True)
class NetworkAnswer:
    """What measures say of the whole graph.

    Attributes
    ----------
    provenance
        Where it comes from.
    rows
        A measure each, in the order asked for.
    """

    provenance: Provenance
    rows: tuple[NetworkRow, ...]
