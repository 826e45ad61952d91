"""What the page of a partnership says of the days, the sources and the places it stands on."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from graphsvc.model.entities import (
    Body,
    Changes,
    Membership,
    Organization,
    Partnership,
    Place,
    PlaceTie,
)
from graphsvc.model.sectors import Sector
from graphsvc.model.vocabulary import PlaceKind, PlaceTieKind
from graphsvc.store import journal
from graphsvc.store.bolt import Store
from tests.api.test_api_report import PAGE, text_of

AFTER = (
    "All dated sources are from after this day: nobody knows whether these seats were held then."
)
ELSEWHERE = "None of them is recorded as active in the area of this partnership."


def read(client: TestClient, item: str, query: str = "") -> str:
    """Return the text of the page of a partnership."""
    answer = client.get(f"/partnerships/{item}?lang=en&{query}", headers=PAGE)
    assert answer.status_code == 200
    return text_of(answer.text)


def test_a_day_before_all_sources_is_told_as_such(canada_client: TestClient) -> None:
    # Its sources are of May 16, 2007 to 2016.
    assert AFTER in read(canada_client, "lip:peel", "as_of=2007-05-15")
    assert AFTER not in read(canada_client, "lip:peel", "as_of=2007-05-16")


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2017-12-31", "One is recorded to have begun later (2018)."),
        ("2018-01-01", None),
        ("2024-03-31", None),
        ("2024-04-01", "One is recorded to have ended (April 2024)."),
    ],
)
def test_a_day_outside_the_life_of_a_partnership_is_told_as_such(
    client: TestClient, day: str, told: str | None
) -> None:
    record = {"name": "One", "kind": "lip", "since": "2018", "until": "2024-04"}
    assert client.put("/v1/partnerships/lip:one", json=record).status_code == 201
    text = read(client, "lip:one", f"as_of={day}")
    assert bool(re.search("recorded to have (begun later|ended)", text)) is (told is not None)
    assert told is None or told in text


def _two_and_one_afar() -> Changes:
    """One covers a town, two a whole province; who sits afar meets one of theirs there."""
    covers = {"one": ("place:town",), "two": ("place:land",), "far": ()}
    seats = {"o0": "one two", "o1": "one two far", "o2": "far", "o3": "far"}
    return Changes(
        places=(
            Place(id="place:land", name="Land", kind=PlaceKind.PROVINCE),
            Place(id="place:town", name="Town", within="place:land"),
        ),
        partnerships=tuple(
            Partnership(id=f"lip:{name}", name=name, covers=places)
            for name, places in covers.items()
        ),
        bodies=tuple(
            Body(id=f"body:{name}", name=f"Council of {name}", part_of=f"lip:{name}")
            for name in covers
        ),
        organizations=tuple(
            Organization(id=f"org:{name}", name=name.upper(), sectors=(Sector.HEALTH,))
            for name in seats
        ),
        memberships=tuple(
            Membership(id=f"seat:{name}~{table}", organization=f"org:{name}", body=f"body:{table}")
            for name, tables in seats.items()
            for table in tables.split()
        ),
    )


def test_suggestions_from_elsewhere_are_told_as_such(client: TestClient, embedded: Store) -> None:
    journal.apply(embedded, _two_and_one_afar())
    assert f"Worth asking: O2 and O3. {ELSEWHERE}" in read(client, "lip:one")
    # Where no place smaller than a province is known, nobody can be said to be from elsewhere.
    two = read(client, "lip:two")
    assert "Worth asking: O2 and O3." in two
    assert ELSEWHERE not in two
    # Once one of them is recorded to serve the town, there is somebody from there.
    serves = PlaceTie(
        id="tie:o2~town~serves",
        kind=PlaceTieKind.SERVES,
        organization="org:o2",
        place="place:town",
    )
    journal.apply(embedded, Changes(place_ties=(serves,)))
    assert ELSEWHERE not in read(client, "lip:one")
