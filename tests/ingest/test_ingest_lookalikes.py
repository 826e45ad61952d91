"""Names that are nearly alike: the same are found among many as by comparing all with all."""

from __future__ import annotations

import random

import pytest

from graphsvc import demonstration
from graphsvc.ingest.lookalikes import lookalikes
from graphsvc.model.ids import fold


def misspelt(name: str, chance: random.Random) -> str:
    """Swap two letters of one word."""
    words = name.split()
    place = chance.randrange(len(words))
    word = words[place]
    if len(word) > 2:
        at = chance.randrange(len(word) - 1)
        words[place] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_in_blocks_the_same_are_found_as_all_with_all(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    records = demonstration.generate(6).changes.organizations
    names = {f"org:a{place}": fold(record.name) for place, record in enumerate(records)}
    wrong = {f"org:b{item[5:]}": misspelt(name, chance) for item, name in names.items()}
    both = names | wrong
    exact = set(lookalikes(both, both))
    monkeypatch.setattr("graphsvc.ingest.lookalikes.ALL_WITH_ALL", 0)
    assert set(lookalikes(both, both)) == exact
    # Most names are long enough to be alike with two letters swapped.
    pairs = {
        (f"org:b{item[5:]}", item) for item in names if names[item] != wrong[f"org:b{item[5:]}"]
    }
    assert len(exact & pairs) > 0.8 * len(pairs)


def test_names_that_differ_by_a_number_are_not_alike() -> None:
    names = {
        "org:a": "toronto public library branch 11",
        "org:b": "toronto public library branch 12",
    }
    assert list(lookalikes(names, names)) == []
