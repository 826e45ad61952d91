"""Queries that are not ours, on both servers: what they find, their bounds, that none writes."""

from __future__ import annotations

import asyncio
import re
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from graphsvc import ingest
from graphsvc.errors import (
    GraphsvcError,
    ImportInProgress,
    InvalidInput,
    StoreBusy,
    StoreUnavailable,
)
from graphsvc.model.entities import Changes, Membership, Organization
from graphsvc.model.sectors import Sector
from graphsvc.settings import Settings
from graphsvc.store import embedded as embedded_server_module
from graphsvc.store import open_store
from graphsvc.store.bolt import Store
from graphsvc.store.cypher_check import Checked, check
from graphsvc.store.cypher_run import Bounds, Turns, run
from graphsvc.store.embedded import DATABASE, USER, EmbeddedServer
from graphsvc.store.journal import apply
from graphsvc.store.migrations import migrate
from tests.toy import EVERYTHING

# A hundred thousand times a hundred thousand rows, and none of them an answer.
FOR_EVER = (
    "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a * b = -1 "
    "RETURN count(*) AS n"
)
PAGE = Path(__file__).parents[2] / "docs" / "cypher.md"


@pytest.fixture
def toy(store: Store) -> Store:
    apply(store, EVERYTHING)
    return store


def rows(store: Store, query: str, **parameters: Any) -> list[list[Any]]:
    return [list(row) for row in store.ask(query, parameters, Bounds()).rows]


def test_it_can_be_asked_where_an_event_loop_runs(toy: Store) -> None:
    async def notebook() -> list[list[Any]]:
        return rows(toy, "RETURN $one AS one", one=1)

    # A fresh thread: Playwright, in other tests, may have a loop in this one.
    with ThreadPoolExecutor(max_workers=1) as own:
        assert own.submit(asyncio.run, notebook()).result() == [[1]]


def test_values_come_as_json_can_hold_them(toy: Store) -> None:
    query = """
        RETURN 1 AS whole, 0.5 AS half, 0.0 / 0.0 AS nan, 1.0 / 0.0 AS infinite, null AS nothing,
          date('2017-03-20') AS day, datetime('2017-03-20T10:00:00Z') AS moment,
          localtime('10:30:00') AS time, duration('P1Y2M3DT4S') AS span,
          point({longitude: 1.0, latitude: 2.0}) AS place, [1, [2]] AS list, {a: 'é'} AS map
    """
    found = toy.ask(query, {}, Bounds())
    assert dict(zip(found.columns, found.rows[0], strict=True)) == {
        "whole": 1,
        "half": 0.5,
        "nan": None,
        "infinite": None,
        "nothing": None,
        "day": "2017-03-20",
        "moment": "2017-03-20T10:00:00.000000000+00:00",
        "time": "10:30:00.000000000",
        "span": "P1Y2M3DT4S",
        "place": {"srid": 4326, "coordinates": [1.0, 2.0]},
        "list": [1, [2]],
        "map": {"a": "é"},
    }
    assert not found.truncated
    assert found.revision == 1


def test_nodes_and_relationships_carry_our_ids_alone(toy: Store) -> None:
    query = """
        MATCH p = (o:Organization {id: 'org:desk'})-[:PART_OF]->(c) RETURN o, p, c.id AS c
    """
    [[node, path, _]] = rows(toy, query)
    desk = {
        "id": "org:desk",
        "labels": ["Organization"],
        "properties": {"name": "Clinic - Desk"},
    }
    assert node == desk
    assert path[0] == desk
    assert path[1] == {
        "id": None,
        "type": "PART_OF",
        "from": "org:desk",
        "to": "org:clinic",
        "properties": {},
    }
    assert path[2]["id"] == "org:clinic"


def test_parameters_are_values_and_never_text(toy: Store) -> None:
    query = "MATCH (o:Organization) WHERE o.name = $name RETURN o.id AS id"
    assert rows(toy, query, name="School") == [["org:school"]]
    assert rows(toy, query, name="School' OR 1 = 1 DELETE o //") == []


@pytest.mark.parametrize(
    ("query", "parameters", "field", "told"),
    [
        ("RETURN $x", {}, "parameters.x", "nothing was sent"),
        ("RETURN $x", {"x": 2**70}, "parameters.x", "too large"),
        ("RETURN $x", {"x": "\ud800"}, "parameters.x", "half of a character"),
        ("RETURN $x", {"x": [{"y": "\udfff"}]}, "parameters.x.0.y", "half of a character"),
        ("RETURN 1", {"\ud800": 1}, r"parameters.\ud800", "half of a character"),
        ("RETURN '\ud800'", {}, "query", "half of a character"),
        ("RETURN nothing", {}, "query", "refuses the query"),
        ("RETURN 1 / 0", {}, "query", "refuses the query"),
        ("CREATE (n)", {}, "query", "CREATE is not allowed"),
    ],
)
def test_what_cannot_be_run_is_told_with_its_field(
    toy: Store, query: str, parameters: dict[str, Any], field: str, told: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        toy.ask(query, parameters, Bounds())
    [fault] = caught.value.faults
    assert fault.place.field == field
    assert told in str(fault.problem)


def test_reading_stops_at_a_number_of_rows_and_of_bytes(toy: Store) -> None:
    many = "UNWIND range(1, 100000) AS n RETURN n"
    found = toy.ask(many, {}, Bounds(rows=3))
    assert (found.rows, found.truncated) == ([[1], [2], [3]], True)
    whole = toy.ask("UNWIND [1, 2, 3] AS n RETURN n", {}, Bounds(rows=3))
    assert (whole.rows, whole.truncated) == ([[1], [2], [3]], False)
    # [1] and [2] are three bytes each.
    short = toy.ask(many, {}, Bounds(bytes=6))
    assert (short.rows, short.truncated) == ([[1], [2]], True)


@pytest.fixture(scope="module")
def short_lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An embedded server that ends any command after three seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(embedded_server_module, "LONGEST_COMMAND", 3.0)
        server = EmbeddedServer(tmp_path_factory.mktemp("short"))
        running = server.start()
    opened = Store(running.uri, USER, running.password, DATABASE, lingering=3.0)
    opened.await_ready(60)
    migrate(opened)
    yield opened
    opened.close()
    server.stop()


def test_a_query_without_an_end_is_given_up_and_the_next_one_is_answered(
    neo4j_server: Store,
) -> None:
    before = threading.active_count()
    for _ in range(3):  # more than may ask at a time: each has to give its place back
        with pytest.raises(InvalidInput) as caught:
            neo4j_server.ask(FOR_EVER, {}, Bounds(seconds=0.3))
        [fault] = caught.value.faults
        assert fault.place.field == "seconds"
        assert "within 0.3 s" in str(fault.problem)
        assert "at most 60 s" in str(fault.remedy)
    assert threading.active_count() == before
    assert rows(neo4j_server, "RETURN 1 AS n") == [[1]]


def test_the_embedded_server_is_given_up_on_and_ends_the_query_itself(short_lived: Store) -> None:
    before = threading.active_count()
    for _ in range(2):
        with pytest.raises(InvalidInput, match=r"within 0\.3 s\."):
            short_lived.ask(FOR_EVER, {}, Bounds(seconds=0.3))
    assert threading.active_count() == before
    # It may be at work on both, so there is no place; then it has ended them.
    with pytest.raises(StoreBusy):
        short_lived.ask("RETURN 1 AS n", {}, Bounds())
    time.sleep(3.5)
    assert rows(short_lived, "RETURN 1 AS n") == [[1]]
    # With more time than the server gives, the server is the one who ends it.
    with pytest.raises(InvalidInput, match="within 30 s"):
        short_lived.ask(FOR_EVER, {}, Bounds(seconds=30))
    assert rows(short_lived, "RETURN 1 AS n") == [[1]]


def test_two_ask_at_a_time_and_the_third_is_told_to_come_again() -> None:
    turns = Turns(2, 0.0)
    busy = pytest.raises(StoreBusy, match="Other queries are still running")
    with turns.turn(), turns.turn(), busy, turns.turn():
        pytest.fail("there were three")
    with turns.turn(), turns.turn():
        pass  # the places were given back, also by the one who was sent away


# The second wall: what would happen if the check let a write through.
LET_THROUGH = (
    "CREATE (n:Organization {id: 'org:intruder'}) RETURN n.id AS id",
    "MATCH (n:Organization {id: 'org:school'}) SET n.name = 'Gone' RETURN n.name AS name",
    "MATCH (n:Organization {id: 'org:school'}) DETACH DELETE n",
    "MERGE (n:Organization {id: 'org:intruder'})",
    "FOREACH (i IN [1, 2] | CREATE (:Organization {id: 'org:intruder' + i}))",
    "MATCH (n:Organization {id: 'org:school'}) REMOVE n.name RETURN 1 AS n",
    "UNWIND range(1, 20000) AS i CREATE (n:Organization {id: 'org:' + i}) RETURN i",
)


def contents(store: Store) -> Any:
    """All nodes and relationships with their properties."""
    return (
        store.read(lambda tx: tx.rows("count_records")),
        sorted(
            map(
                repr,
                rows(store, "MATCH (o:Organization) RETURN o.id, o.name, o.since, o.aliases"),
            )
        ),
        rows(store, "MATCH ()-[m:MEMBER_OF]->() RETURN count(m)"),
        store.revision(),
    )


@pytest.mark.parametrize("query", LET_THROUGH)
def test_a_write_that_passed_the_check_would_not_be_kept(toy: Store, query: str) -> None:
    with pytest.raises(InvalidInput):
        check(query)
    before = contents(toy)
    # One server refuses it, the other runs it and has it rolled back.
    with suppress(GraphsvcError):
        run(toy._address, Checked(query, frozenset()), {}, Bounds(rows=10))
    assert contents(toy) == before


def test_neo4j_commits_nothing_within_a_query(neo4j_server: Store) -> None:
    # The embedded server does, so the word is refused wherever it stands in a query.
    query = "MATCH (n) CALL { WITH n DETACH DELETE n } IN TRANSACTIONS OF 1 ROW"
    with pytest.raises(InvalidInput, match="refuses the query"):
        run(neo4j_server._address, Checked(query, frozenset()), {}, Bounds())
    with pytest.raises(InvalidInput, match="TRANSACTIONS is not allowed"):
        check(query)


def test_neo4j_refuses_a_write_by_its_access_mode(
    neo4j_server: Store,
) -> None:
    with pytest.raises(InvalidInput, match="read access mode"):
        run(neo4j_server._address, Checked(LET_THROUGH[0], frozenset()), {}, Bounds())


def test_half_an_import_is_not_shown(toy: Store) -> None:
    def begin(tx: Any) -> None:
        tx.rows(
            "accept_import",
            id="import:half",
            expect=1,
            label="half",
            rows=1,
            at="2026-01-01T00:00:00+00:00",
        )

    toy.write_unseen(begin)
    with pytest.raises(ImportInProgress):
        toy.ask("RETURN 1", {}, Bounds())


def test_a_server_that_is_away_is_told_as_such() -> None:
    address = ("bolt://127.0.0.1:1", "neo4j", "none", "neo4j")
    with pytest.raises(StoreUnavailable):
        run(address, check("RETURN 1"), {}, Bounds())


EXAMPLES = re.findall(r"```cypher\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


# Worked by hand from tests/toy.py and the two records added here: the clinic sits on council and
# table, the idle organization nowhere; of four seats one has a source; the clinic hosts.
MORE = Changes(
    organizations=(Organization(id="org:idle", name="Idle", sectors=(Sector.HEALTH,)),),
    memberships=(Membership(id="seat:clinic~table", organization="org:clinic", body="body:table"),),
)
ANSWERS = (
    [["org:clinic", "Clinic", 2]],
    [["org:idle", "Idle"]],
    [["member", 3, 0], ["chair", 1, 1]],
    [["org:school", "School"]],
    [["lip:one", "One LIP", 2, 2], ["lip:two", "Two LIP", 0, 0]],
)


def test_the_queries_of_the_documentation_find_what_they_say(toy: Store) -> None:
    apply(toy, MORE)
    values = {"sector": "health", "one": "lip:one", "other": "lip:one"}
    assert len(EXAMPLES) == len(ANSWERS)
    for query, answer in zip(EXAMPLES, ANSWERS, strict=True):
        assert rows(toy, query, **values) == answer


def test_the_queries_of_the_documentation_run_on_real_data(embedded: Store, canada: Path) -> None:
    ingest.run(embedded, [canada])
    most, _, sources, _, partnerships = (
        embedded.ask(query, {"sector": "", "one": "", "other": ""}, Bounds()) for query in EXAMPLES
    )
    bodies = [row[2] for row in most.rows]
    assert bodies == sorted(bodies, reverse=True)
    assert min(bodies) > 1
    assert all(seats >= with_source for _, seats, with_source in sources.rows)
    assert len(partnerships.rows) == 72


def test_queries_that_take_too_much_memory_leave_the_database_to_others(tmp_path: Path) -> None:
    # Each doubles a text forty times. They had taken all places of the server, four on two cores,
    # and not given them back.
    with open_store(Settings(data_dir=tmp_path, neo4j_uri=None)) as own:
        migrate(own)
        for _ in range(6):
            with pytest.raises(GraphsvcError):
                own.ask("RETURN reduce(s = 'x', i IN range(1, 40) | s + s) AS s", {}, Bounds())
        assert own.revision() >= 0
        assert rows(own, "RETURN 1 AS one") == [[1]]
