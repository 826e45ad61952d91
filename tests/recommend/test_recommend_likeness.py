"""Themes, languages and populations that two have in common, worked by hand."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from graphsvc.analytics.seating import Seating
from graphsvc.language import language, tongue
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import Population
from graphsvc.recommend import FeatureName, partners
from graphsvc.recommend.features import same_population, same_theme, shared_language
from graphsvc.recommend.likeness import Likeness, rarest
from tests.recommend.small_networks import DAY, network, organization, unhurried
from tests.recommend.test_recommend_features import around, values


def themed() -> Snapshot:
    # x sits on health and housing; p on health alone, q on housing and jobs, r on no theme.
    return network(
        {"one/a": "x c", "one/b": "x d", "two/c": "p", "two/d": "q", "two/e": "q", "two/f": "r"},
        themes={
            "one/a": "Santé",
            "one/b": "housing",
            "two/c": "sante",
            "two/d": "Housing",
            "two/e": "jobs",
        },
    )


def test_same_theme_is_the_share_of_whoever_has_fewer_themes() -> None:
    snapshot = themed()
    found = values(same_theme(around(snapshot, "org:x")), snapshot)
    # p: 1 of its 1, accents and capitals aside; q: 1 of 2. Nobody knows what r's body works on.
    assert (found["org:p"], found["org:q"]) == (1.0, 0.5)
    assert math.isnan(found["org:r"])
    for_a_body = values(same_theme(around(snapshot, "body:one-b")), snapshot)
    assert (for_a_body["org:p"], for_a_body["org:q"]) == (0.0, 1.0)


def test_same_theme_names_the_tables_of_both() -> None:
    snapshot = themed()
    scores = same_theme(around(snapshot, "org:x"))
    reason = scores.reason(list(snapshot.organizations).index("org:q"))
    assert str(reason.sentence) == "Works on a theme of b of one as well, on d of two."
    assert reason.evidence == ("body:one-b", "body:two-d")


def spoken() -> Snapshot:
    return network(
        {"one/a": "x m n", "two/b": "p q"},
        organizations=[
            organization("x", languages=("en", "fr", "so")),
            organization("m", languages=("en", "fr")),
            organization("n", languages=("en",)),
            organization("p", languages=("so", "en")),
            organization("q"),
        ],
    )


def test_a_shared_language_counts_by_how_many_lack_it() -> None:
    snapshot = spoken()
    found = values(shared_language(around(snapshot, "org:x")), snapshot)
    # Of 4 with a record 2 have Somali and all have English: 1 - 2/4, and 1 - 4/4. Of q nobody
    # knows.
    assert found["org:p"] == 0.5
    assert found["org:n"] == 0.0
    assert math.isnan(found["org:q"])
    # The table speaks English (3 of 3) and French (2 of 3), not Somali (1 of 3).
    table = values(shared_language(around(snapshot, "body:one-a")), snapshot)
    assert table["org:p"] == 0.0


def test_a_shared_language_is_named_in_the_readers_language() -> None:
    snapshot = spoken()
    reason = shared_language(around(snapshot, "org:x")).reason(
        list(snapshot.organizations).index("org:p")
    )
    assert str(reason.sentence) == "Languages in common: Somali and English."
    assert language("fr").render(reason.sentence) == "Langues communes\u00a0: somali et anglais."
    assert reason.evidence == ("org:x", "org:p")
    assert tongue("qqq").name == "qqq"


def test_a_language_alone_is_no_reason_to_suggest_anybody() -> None:
    snapshot = spoken()
    for purpose in ("likely", "balanced"):
        suggested = partners(snapshot, "org:q", DAY, purpose=purpose).suggestions
        for each in suggested:
            speaking = {one.feature for one in each.features if one.value}
            assert speaking - {FeatureName.SHARED_LANGUAGE}


def served() -> Snapshot:
    """Bodies whose members serve refugees (R), women (W) and youth (Y)."""
    refugees, women, youth = Population.REFUGEES, Population.WOMEN, Population.YOUTH
    return network(
        {"one/a": "x m n", "two/b": "p q", "two/c": "r"},
        organizations=[
            organization("x", populations=(refugees, women)),
            organization("m", populations=(women, refugees)),
            organization("n", populations=(women,)),
            organization("p", populations=(women, youth)),
            organization("q"),
            organization("r", populations=tuple(Population)),
        ],
    )


def test_same_population_is_what_both_serve_of_what_either_serves() -> None:
    snapshot = served()
    scores = same_population(around(snapshot, "org:x"))
    found, raw = (
        values(scores, snapshot),
        dict(zip(snapshot.organizations, scores.raw, strict=True)),
    )
    # m: {R, W} of {R, W}; n: {W} of {R, W}; p: {W} of {R, W, Y}; r serves all 15: {R, W} of 15.
    # Of q nobody knows.
    assert (found["org:m"], found["org:n"]) == (1.0, 0.5)
    assert (found["org:p"], found["org:r"]) == (1 / 3, 2 / 15)
    assert (raw["org:m"], raw["org:p"]) == (2, 1)
    assert math.isnan(found["org:q"])
    assert np.isnan(same_population(around(snapshot, "org:q")).values).all()


def test_a_table_serves_what_half_of_its_members_serve() -> None:
    snapshot = served()
    # a: W by 3 of 3, R by 2 of 3. b: W and Y by the 1 member of whom it is known.
    at_a = values(same_population(around(snapshot, "body:one-a")), snapshot)
    assert (at_a["org:p"], at_a["org:r"]) == (1 / 3, 2 / 15)
    at_b = values(same_population(around(snapshot, "body:two-b")), snapshot)
    assert (at_b["org:n"], at_b["org:x"]) == (0.5, 1 / 3)


def test_populations_that_both_serve_are_named_in_the_readers_language() -> None:
    snapshot = served()
    reason = same_population(around(snapshot, "org:x")).reason(
        list(snapshot.organizations).index("org:m")
    )
    assert str(reason.sentence) == "Both serve refugees and women."
    french = language("fr").render(reason.sentence)
    assert french == "Populations desservies par les deux\u00a0: réfugiés et femmes."
    assert reason.evidence == ("org:x", "org:m")
    # Nobody asked the table: of its three members two serve refugees, of the other's one does.
    row = list(snapshot.organizations).index("org:r")
    of_table = same_population(around(snapshot, "body:one-a")).reason(row)
    assert str(of_table.sentence) == (
        "It serves refugees and women, as at least half of the 3 members with a record do."
    )
    row = list(snapshot.organizations).index("org:x")
    of_one = same_population(around(snapshot, "body:two-b")).reason(row)
    assert str(of_one.sentence) == "It serves women, as the one member with a record does."


def test_without_any_record_all_is_unknown() -> None:
    snapshot = network({"one/a": "x", "two/b": "y"})
    for feature in (same_theme, same_population, shared_language):
        assert np.isnan(feature(around(snapshot, "org:x")).values).all()
    nobody = network({})
    assert Likeness(nobody, Seating.of(nobody, DAY)).rarity.tolist() == []


@unhurried
@given(
    st.lists(st.lists(st.booleans(), min_size=3, max_size=3), max_size=5),
    st.lists(st.booleans(), min_size=3, max_size=3),
)
def test_the_rarest_agrees_with_a_loop(rows: list[list[bool]], own: list[bool]) -> None:
    rarity = np.array([0.25, 0.5, 0.75])
    matrix = sparse.csr_array(np.array(rows, dtype=float).reshape(len(rows), 3))
    found, counts = rarest(matrix, np.array(own, dtype=float), rarity)
    for row, each in enumerate(rows):
        shared = [float(rarity[k]) for k in range(3) if each[k] and own[k]]
        assert counts[row] == len(shared)
        if any(each) and any(own):
            assert found[row] == max(shared, default=0.0)
        else:
            assert math.isnan(found[row])
