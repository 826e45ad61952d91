"""Finds names that are nearly alike, among many."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from rapidfuzz import fuzz, process

ALIKE = 92.0  # of 100; names this close are shown to a person, never merged
# Up to this many comparisons all are made with all, which takes a second or two.
ALL_WITH_ALL = 4_000_000
# A word that more names than this have, such as "centre", does not make two of them alike.
_MOST_IN_BLOCK = 60
_ENDS = 6  # letters of the beginning and the end of a name, for those of one misspelt word
_MOST_TOLD = 4
_NUMBERS = re.compile(r"\d+").findall  # "Entity 3" is not a misspelt "Entity 4"


def lookalikes(names: Mapping[str, str], fresh: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Find the names that are nearly that of another one.

    Parameters
    ----------
    names
        All names by id, folded.
    fresh
        Ids of those that are compared with the others.

    Yields
    ------
    tuple[str, str]
        The id of a fresh name, and of the other one, which comes before it.

    Notes
    -----
    Above `ALL_WITH_ALL` comparisons only those names are compared that share a word, two words or
    an end that few others have. Time then grows with the number of names, and two names go
    unnoticed that are alike but are misspelt in each of their rare words and at both ends.
    """
    asked = list(fresh)
    blocks = _blocks(names) if len(asked) * len(names) > ALL_WITH_ALL else None
    for item in asked:
        others = names if blocks is None else _near(item, names, blocks)
        hits = process.extract(
            names[item],
            others,
            scorer=fuzz.token_sort_ratio,
            score_cutoff=ALIKE,
            limit=_MOST_TOLD,
        )
        for _, _, other in hits:
            # Of two new ones the later row is where a person can correct it.
            if other < item and _NUMBERS(names[item]) == _NUMBERS(names[other]):
                yield item, other


def _keys(name: str) -> set[str]:
    words = sorted(set(name.split()))
    plain = "".join(words)
    pairs = {f"{first} {second}" for first, second in pairwise(words)}
    return {*words, *pairs, f"^{plain[:_ENDS]}", f"{plain[-_ENDS:]}$"}


def _blocks(names: Mapping[str, str]) -> dict[str, list[str]]:
    blocks: dict[str, list[str]] = defaultdict(list)
    for item, name in names.items():
        for key in _keys(name):
            blocks[key].append(item)
    return {key: items for key, items in blocks.items() if 1 < len(items) <= _MOST_IN_BLOCK}


def _near(
    item: str, names: Mapping[str, str], blocks: Mapping[str, list[str]]
) -> Mapping[str, str]:
    found = {other for key in _keys(names[item]) for other in blocks.get(key, ())}
    return {other: names[other] for other in sorted(found)}
