"""Progress: what it says, that it rises, and that no answer depends on it."""

from __future__ import annotations

import networkx as nx
import pytest

from graphsvc.analytics import progress
from graphsvc.analytics.bridging import bridging
from graphsvc.analytics.centrality import centrality
from graphsvc.analytics.distances import sweep
from graphsvc.analytics.progress import Progress, Rising, counted, listening, part, step, tell
from graphsvc.analytics.scope import Scope
from graphsvc.analytics.views import ViewKind, tie
from graphsvc.demonstration import generate
from graphsvc.kernels.compiling import each_on_a_core
from graphsvc.language import message
from graphsvc.model.snapshot import Snapshot

WHOLE, FIRST, SECOND = (message(text) for text in ("Starting", "Measuring", "Counting sectors"))


@pytest.fixture(scope="module")
def region() -> Snapshot:
    return Snapshot.of(generate(12).changes, revision=1)


def test_parts_lie_within_one_another() -> None:
    heard: list[Progress] = []
    with listening(WHOLE, heard.append):
        with part(FIRST, 0.0, 0.5):
            tell(1, 2)  # half of the first half
            with step(SECOND, 1, 2):  # the second half of the first half
                tell(1, 5)
        tell(3, 4)
    assert [(found.doing, found.done, found.total, found.share) for found in heard] == [
        (WHOLE, 0, 1, 0.0),
        (FIRST, 0, 1, 0.0),
        (FIRST, 1, 2, 0.25),
        (SECOND, 0, 1, 0.25),
        (SECOND, 1, 5, 0.3),  # 0.25 + a fifth of 0.25
        (WHOLE, 3, 4, 0.75),
        (WHOLE, 1, 1, 1.0),
    ]


def test_what_is_passed_on_never_falls() -> None:
    heard: list[float] = []
    rising = Rising(lambda found: heard.append(found.share))
    for share in (0.1, 0.5, 0.2, 0.6):
        rising(Progress(WHOLE, 0, 1, share))
    assert heard == [0.1, 0.5, 0.5, 0.6]


def test_loops_tell_by_themselves_but_not_of_each_step() -> None:
    heard: list[Progress] = []
    with listening(WHOLE, heard.append):
        assert list(counted(range(6400))) == list(range(6400))
        assert each_on_a_core(lambda number: number * 2, range(5)) == [0, 2, 4, 6, 8]
    told = [(found.done, found.total) for found in heard]
    assert told[1:65] == [(100 * number, 6400) for number in range(64)]
    assert told[65:70] == [(number, 5) for number in range(1, 6)]


def test_distances_by_strength_tell_how_far_they_are() -> None:
    graph: nx.Graph[str] = nx.Graph()
    tie(graph, {(f"{number:03}", f"{number + 1:03}"): 2 for number in range(200)})
    heard: list[Progress] = []
    with listening(WHOLE, heard.append):
        sweep(graph, weighted=True)
    assert len([found for found in heard if found.total == 201]) > 50


def test_nobody_listens_after_the_end_or_an_error() -> None:
    heard: list[Progress] = []
    with pytest.raises(ZeroDivisionError), listening(WHOLE, heard.append), part(FIRST):
        raise ZeroDivisionError
    count = len(heard)
    tell(1, 2)
    each_on_a_core(lambda number: number, range(3))
    assert len(heard) == count
    assert progress._PLACE.get() is None


def test_bridging_tells_of_every_draw_and_answers_the_same(region: Snapshot) -> None:
    scope = Scope(next(iter(region.bodies_of)), "2024-01-01")
    heard: list[Progress] = []
    with listening(WHOLE, Rising(heard.append)):
        answer = bridging(region, scope, draws=20)
    assert answer == bridging(region, scope, draws=20)
    draws = [found.done for found in heard if found.total == 20]
    assert draws == list(range(1, 21))
    shares = [found.share for found in heard]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)


def test_centralities_tell_which_measure_they_are_at(region: Snapshot) -> None:
    scope = Scope(next(iter(region.bodies_of)), "2024-01-01")
    heard: list[Progress] = []
    with listening(WHOLE, Rising(heard.append)):
        answer = centrality(region, scope, view=ViewKind.ONE_MODE)
    said = list(dict.fromkeys(str(found.doing) for found in heard))
    measures = answer.provenance.parameters["measures"]
    assert said == ["Starting", *(f"Working out {name}" for name in measures)]
    shares = [found.share for found in heard]
    assert shares == sorted(shares)
