"""What organizations report to do together: who is tied, by what, and what is not told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphsvc.analytics.centrality import centrality
from graphsvc.analytics.measure import Level
from graphsvc.analytics.measured import group_measures, network_measures, pair_measures
from graphsvc.analytics.measures import measures
from graphsvc.analytics.scope import WHOLE, Exclusion, Scope
from graphsvc.analytics.view_networks import View, views_of
from graphsvc.analytics.views import ViewKind
from graphsvc.errors import InvalidInput
from graphsvc.exchange.graphs import graph
from graphsvc.model.activity import Report
from graphsvc.model.entities import Changes, Collaboration, Organization, Source
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import CollaborationKind as Kind
from tests.analytics.test_analytics_measured import SNAPSHOT as SEATED

DAY = "2020-01-01"
ALL = Scope(WHOLE, DAY)
DECLARED = View(ViewKind.DECLARED)


def said(
    one: str, other: str, kind: Kind = Kind.REFERRAL, level: int = 3, wave: str | None = None
) -> Collaboration:
    """Report something."""
    return Collaboration(
        id=f"tie:{one}~{other}~{kind}~{wave}",
        organization=f"org:{one}",
        other=f"org:{other}",
        kind=kind,
        level=level,
        wave=wave,
        sources=("src:survey",),
    )


# a - b by two kinds, which b says too; a - c, c - d, d - e by one; e - f was given up in 2019.
SAID = (
    said("a", "b"),
    said("b", "a", level=5),
    said("b", "a", Kind.ADVOCACY, level=1),
    said("a", "c"),
    said("c", "d"),
    said("e", "d"),
    said("e", "f", wave="2018"),
    said("e", "f", level=0, wave="2019-06"),
    said("b", "d", level=0),
    said("a", "f", wave="2021"),
)


def reporting(*reports: Collaboration) -> Snapshot:
    """The seated organizations of another test, and what they report."""
    return SEATED.merged(
        Changes(
            sources=(Source(id="src:survey", date="2019-06"),),
            organizations=tuple(
                Organization(id=f"org:{name}", name=name.upper(), sectors=(sector,))
                for name, sector in zip("ab", (Sector.HEALTH, Sector.HOUSING), strict=True)
            ),
            collaborations=reports,
        ),
        revision=8,
    )


SNAPSHOT = reporting(*SAID)


def column(snapshot: Snapshot, name: str, scope: Scope = ALL) -> dict[str, object]:
    """One measure of the organizations."""
    answer = centrality(snapshot, scope, view=ViewKind.DECLARED, measures=[name])
    return {row.id.partition(":")[2]: row.values[name] for row in answer.rows}


def test_ties_are_what_one_of_two_reports_and_their_strength_the_kinds_of_it() -> None:
    assert column(SNAPSHOT, "degree") == dict(zip("abcdefg", (2, 1, 2, 2, 1, 0, 0), strict=True))
    assert column(SNAPSHOT, "strength") == dict(zip("abcdefg", (3, 2, 2, 2, 1, 0, 0), strict=True))
    # b - a - c - d - e: a lies between b and c, d, e.
    assert column(SNAPSHOT, "betweenness")["a"] == 3
    # On the way from b to a, of strength 2, half a step.
    assert column(SNAPSHOT, "harmonic_weighted")["b"] == pytest.approx(
        2 + 1 / 1.5 + 1 / 2.5 + 1 / 3.5
    )
    # f is an isolate.
    assert column(SNAPSHOT, "constraint")["f"] is None


def test_levels_are_in_no_snapshot_and_change_nothing() -> None:
    assert "level" not in Report.__slots__
    louder = reporting(*(replace(each, level=min(each.level, 1)) for each in SAID))
    assert louder.activity == SNAPSHOT.activity


@pytest.mark.parametrize(
    ("day", "tied"), [("2017-12-31", 0), ("2018-01-01", 1), ("2019-05-31", 1), ("2019-06-01", 0)]
)
def test_the_last_wave_before_the_day_holds(day: str, tied: int) -> None:
    assert column(SNAPSHOT, "degree", Scope(WHOLE, day))["f"] == tied


def test_it_says_on_what_it_stands_and_who_is_left_out() -> None:
    answer = centrality(SNAPSHOT, ALL, view=ViewKind.DECLARED, measures=["participation", "degree"])
    # a, b, c and e report.
    assert answer.provenance.evidence.reporting == 4
    assert answer.provenance.evidence.latest == "2019-06"
    assert answer.provenance.parameters["view"] == "declared"
    assert answer.provenance.parameters["weighting"] is None
    assert answer.rows[0].values["participation"] == 0  # b and c are of housing, both of them
    assert centrality(SNAPSHOT, ALL).provenance.evidence.reporting == 4
    with_more = reporting(*SAID, said("e", "g"), said("g", "b"))
    scope = Scope(WHOLE, DAY, frozenset({Exclusion.HOST}))
    without = centrality(with_more, scope, view=ViewKind.DECLARED, measures=["degree"])
    assert without.provenance.left_out == ("org:a",)
    assert [row.values["degree"] for row in without.rows] == [1, 1, 2, 2, 0, 2]


def test_groups_and_the_whole_are_told_and_pairs_are_not() -> None:
    # a in health and b in housing; c and e in housing, d in none.
    answer = group_measures(SNAPSHOT, ALL, DECLARED, ["all"])
    assert answer.rows[0].values == {"ei_index_group": 1, "ei_index_group_weighted": 1}
    rows = network_measures(SNAPSHOT, ALL, DECLARED, ["ties", "diameter"]).rows
    assert [row.value for row in rows] == [4, 4]
    for names in (["jaccard"], ["all"], ["bridge"], []):
        with pytest.raises(InvalidInput, match="in the view declared"):
            pair_measures(SNAPSHOT, ALL, DECLARED, names)
    with pytest.raises(InvalidInput, match="told in confidence"):
        graph(SNAPSHOT, ALL, ViewKind.DECLARED)
    assert not [
        each.name
        for each in measures()
        if each.level is Level.PAIR and ViewKind.DECLARED in views_of(each)
    ]


def test_a_handful_and_a_part_of_a_partnership_are_refused() -> None:
    # Four are tied in a line.
    few = reporting(said("a", "b"), said("b", "c"), said("c", "d"))
    with pytest.raises(InvalidInput, match="Fewer than 5 organizations"):
        column(few, "degree")
    assert column(reporting(*SAID[:6]), "degree")["a"] == 2
    for scope in ("body:one", "org:a"):
        with pytest.raises(InvalidInput, match="not told about a part of a partnership"):
            column(SNAPSHOT, "degree", Scope(scope, DAY))


def test_who_has_asked_about_all_is_not_sent_there() -> None:
    with pytest.raises(InvalidInput) as refused:
        centrality(Snapshot.of(Changes()), ALL, view=ViewKind.DECLARED)
    (fault,) = refused.value.faults
    assert str(fault.remedy) == "Import what organizations report, or choose another view."
