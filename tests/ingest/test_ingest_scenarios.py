"""Kept scenarios go out and come back with the graph, between servers, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphsvc import ingest
from graphsvc.analytics.overlay_form import ScenarioIn
from graphsvc.errors import InvalidInput, StaleRevision
from graphsvc.exchange import tables
from graphsvc.exchange.scenarios import as_json
from graphsvc.ingest import scenarios as reading
from graphsvc.model.entities import Changes, Organization
from graphsvc.model.scenarios import KeptScenario
from graphsvc.store import journal, scenarios
from graphsvc.store.bolt import Store, Transaction
from graphsvc.store.snapshot import read_everything
from tests.emptying import empty
from tests.toy import EVERYTHING

MORE: dict[str, Any] = {
    "name": "If a clinic joined",
    "add": {
        "organizations": [
            {"id": "org:new", "name": "Clinique « Été »", "name_fr": "É", "sectors": ["health"]}
        ],
        "bodies": [{"id": "body:new", "name": "=1+1", "part_of": "lip:one", "kind": "advisory"}],
        "memberships": [
            {"organization": "org:new", "body": "body:new", "role": "chair", "seats": 3},
            {"organization": "org:school", "body": "body:council"},
        ],
    },
    "remove": {
        "organizations": ["org:desk"],
        "memberships": [{"organization": "org:clinic", "body": "body:council"}],
    },
}
# The toy has three of these parts not: nothing has the ids, and the school has no such seat.
GONE: dict[str, Any] = {
    "name": "Of a graph that moved on",
    "remove": {
        "organizations": ["org:closed", "org:desk"],
        "bodies": ["body:dissolved"],
        "memberships": [{"organization": "org:school", "body": "body:council"}],
    },
}
FIRST, LAST = "2026-05-04T10:00:00+00:00", "2026-06-01T09:30:00+00:00"


def kept(item: str, sent: dict[str, Any], created: str = FIRST, changed: str = LAST) -> Any:
    written = ScenarioIn.model_validate(sent)
    return KeptScenario(item, written.name, created, changed, written.text())


def hold(store: Store, *each: KeptScenario) -> None:
    store.write_unseen(lambda tx: scenarios.bring(tx, each, scenarios.whole(tx)))


def held(store: Store) -> dict[str, KeptScenario]:
    return store.read(scenarios.whole)


def export(store: Store, folder: Path) -> dict[str, bytes]:
    tables.write(read_everything(store), folder, [*held(store).values()])
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def both(embedded_server: Store, neo4j_server: Store) -> dict[str, Store]:
    """Both servers, each with an empty graph."""
    servers = {"embedded": embedded_server, "neo4j": neo4j_server}
    for each in servers.values():
        empty(each)
    return servers


@pytest.fixture
def toy(embedded: Store) -> Store:
    """The embedded server with the toy in it."""
    journal.apply(embedded, EVERYTHING)
    return embedded


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    """Write scenarios into a file, as somebody does by hand."""

    def write(*each: Any, name: str = "scenarios.json") -> Path:
        path = tmp_path / name
        path.write_text(json.dumps(each), encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize(("here", "there"), [("embedded", "neo4j"), ("neo4j", "embedded")])
def test_a_graph_moves_to_another_server_with_its_scenarios(
    both: dict[str, Store], tmp_path: Path, here: str, there: str
) -> None:
    old, new = both[here], both[there]
    journal.apply(old, EVERYTHING)
    hold(old, kept("scen:more", MORE), kept("scen:gone", GONE, FIRST, FIRST))
    files = export(old, tmp_path / "first")
    report = ingest.run(new, [tmp_path / "first"])
    assert report.counts["scenarios"] == (2, 0, 0)
    assert held(new) == held(old)  # ids, names, times, and what they hold
    assert export(new, tmp_path / "second") == files
    again = ingest.run(new, [tmp_path / "first"])
    assert (again.applied, again.counts["scenarios"]) == (False, (0, 0, 2))


@pytest.mark.parametrize("at_once", [journal.ROWS_AT_ONCE, 10])
def test_scenarios_come_with_one_transaction_and_with_a_staged_import(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(journal, "ROWS_AT_ONCE", at_once)
    tables.write(EVERYTHING, tmp_path, [kept("scen:more", MORE)])
    report = ingest.run(store, [tmp_path])
    assert (report.applied, report.revision) == (True, 1)
    assert held(store) == {"scen:more": kept("scen:more", MORE)}


def test_a_graph_without_scenarios_is_exported_as_before(toy: Store, tmp_path: Path) -> None:
    assert "scenarios.json" not in export(toy, tmp_path)
    assert "scenarios" not in ingest.run(toy, [tmp_path]).counts


def test_a_scenario_that_was_dropped_does_not_come_back_from_an_older_export(
    toy: Store, tmp_path: Path
) -> None:
    hold(toy, kept("scen:more", MORE))
    assert "scenarios.json" in export(toy, tmp_path)
    scenarios.drop(toy, "scen:more")
    assert "scenarios.json" not in export(toy, tmp_path)
    ingest.run(toy, [tmp_path])
    assert held(toy) == {}


def test_scenarios_alone_leave_the_revision_as_it_is(toy: Store, file: Callable[..., Path]) -> None:
    path = file({"id": "scen:more", **MORE}, name="mine.json")
    report = ingest.run(toy, [path])
    assert (report.applied, report.revision, toy.revision()) == (True, 1, 1)
    assert report.notes == ()
    found = held(toy)["scen:more"]
    # Without times in the file, it is kept now.
    assert found.created_at == found.changed_at > LAST
    assert found.text == ScenarioIn.model_validate(MORE).text()


def test_a_folder_of_nothing_but_scenarios_is_imported_and_its_other_json_is_not(
    toy: Store, file: Callable[..., Path]
) -> None:
    file({"truths": []}, name="demo-truths.json")
    folder = file({"id": "scen:more", **MORE}).parent
    assert ingest.run(toy, [folder]).counts == {"scenarios": (1, 0, 0)}


def test_a_dry_run_tells_of_scenarios_and_keeps_none(toy: Store, file: Callable[..., Path]) -> None:
    hold(toy, kept("scen:more", {"name": "Mine"}))
    before = held(toy)
    path = file({"id": "scen:more", **MORE}, {"id": "scen:gone", **GONE})
    report = ingest.run(toy, [path], dry_run=True)
    assert (report.applied, report.counts["scenarios"]) == (False, (1, 1, 0))
    assert [str(note.place) for note in report.notes] == [
        "scenarios.json, scen:more",
        "scenarios.json, scen:gone",
    ]
    assert held(toy) == before


def test_one_that_is_kept_already_is_replaced_and_that_is_said(
    toy: Store, file: Callable[..., Path]
) -> None:
    hold(toy, kept("scen:more", {"name": "Mine"}), kept("scen:other", GONE))
    path = file({"id": "scen:more", "changed_at": "2026-07-01T08:00:00-04:00", **MORE})
    report = ingest.run(toy, [path])
    assert report.counts["scenarios"] == (0, 1, 0)
    (note,) = report.notes
    assert str(note) == (
        f"scenarios.json, scen:more: It was kept here already, as “Mine” of {LAST}, and the one in "
        "the file takes its place. To have both, give the one in the file another id."
    )
    # It was first kept when the one before was; 08:00 in Toronto is 12:00 UTC.
    assert held(toy) == {
        "scen:more": kept("scen:more", MORE, FIRST, "2026-07-01T12:00:00+00:00"),
        "scen:other": kept("scen:other", GONE),
    }


def test_one_that_says_the_same_keeps_its_times(toy: Store, file: Callable[..., Path]) -> None:
    hold(toy, kept("scen:more", MORE))
    path = file({"id": "scen:more", "changed_at": "2020-01-01T00:00:00+00:00", **MORE})
    assert not ingest.run(toy, [path]).applied
    assert held(toy) == {"scen:more": kept("scen:more", MORE)}


def test_one_that_does_not_fit_the_graph_is_kept_whole_and_that_is_said(
    toy: Store, file: Callable[..., Path]
) -> None:
    report = ingest.run(toy, [file({"id": "scen:gone", **GONE})])
    (note,) = report.notes
    assert str(note) == (
        "scenarios.json, scen:gone: 3 of its 4 parts do not fit the graph as it is today, and are "
        "left out when it is worked out; the first, remove.organizations.0: Nothing has the id "
        "org:closed."
    )
    assert held(toy)["scen:gone"].text == ScenarioIn.model_validate(GONE).text()


def test_whether_a_scenario_fits_is_asked_of_the_graph_with_the_import_in_it(
    toy: Store, file: Callable[..., Path]
) -> None:
    sent = {"name": "Without", "remove": {"organizations": ["org:late"]}}
    folder = file({"id": "scen:without", **sent}).parent
    assert len(ingest.run(toy, [folder], dry_run=True).notes) == 1
    (folder / "organizations.csv").write_text("id,name\norg:late,Late\n")
    assert ingest.run(toy, [folder]).notes == ()


WRONG: list[tuple[Any, list[tuple[str, str]]]] = [
    ({"name": "X"}, [("[0] id", "This field is missing.")]),
    (
        {"id": "org:x", "name": "a\u202eb"},
        [
            ("org:x id", "org:x is not an id for this."),
            ("org:x name", "The text holds invisible control characters."),
        ],
    ),
    ({"id": 7, "name": "X"}, [("[0] id", "This has to be a text.")]),
    ("scen:x", [("[0]", "This has to be an object.")]),
    ({"id": "scen:x"}, [("scen:x name", "This field is missing.")]),
    ({"id": "scen:x", "name": "X", "ad": {}}, [("scen:x ad", "There is no such field.")]),
    (
        {"id": "scen:x", "name": "X", "created_at": "2026-05-04", "changed_at": "soon"},
        [
            ("scen:x created_at", "2026-05-04 is no moment."),
            ("scen:x changed_at", "soon is no moment."),
        ],
    ),
    (
        {
            "id": "scen:x",
            "name": "X",
            "add": {
                "organizations": [{"id": "org:a", "name": "A"}, {"id": "org:a", "name": "B"}],
                "memberships": [{"organization": "org:a", "body": "body:a"}],
            },
            "remove": {"bodies": ["body:a"]},
        },
        [
            ("scen:x add.organizations.1.id", "The id org:a stands here twice."),
            ("scen:x add.memberships.0.body", "body:a is removed here."),
        ],
    ),
    (
        {
            "id": "scen:x",
            "name": "X",
            "add": {"memberships": [{"organization": "o", "body": "b", "role": "king"}]},
        },
        [("scen:x add.memberships.0.role", "Use one of: ")],
    ),
]


@pytest.mark.parametrize(("sent", "told"), WRONG)
def test_what_is_wrong_is_told_with_file_field_and_remedy_and_nothing_is_applied(
    toy: Store, file: Callable[..., Path], sent: Any, told: list[tuple[str, str]]
) -> None:
    folder = file(sent, {"id": "scen:more", **MORE}).parent
    (folder / "organizations.csv").write_text("id,name\norg:late,Late\n")
    with pytest.raises(InvalidInput) as raised:
        ingest.run(toy, [folder])
    found = {(each.place.field or "", str(each.problem)) for each in raised.value.faults}
    for name, problem in told:
        assert any(place == name and text.startswith(problem) for place, text in found), found
    assert len(found) == len(told)
    assert {each.place.file for each in raised.value.faults} == {"scenarios.json"}
    assert all(each.remedy for each in raised.value.faults)
    assert (held(toy), toy.revision()) == ({}, 1)


def test_faults_of_tables_and_of_scenarios_come_in_one_list(
    toy: Store, file: Callable[..., Path]
) -> None:
    folder = file({"id": "scen:x"}).parent
    (folder / "members.csv").write_text("organization,body,role\nA,Lost,king\n")
    with pytest.raises(InvalidInput) as raised:
        ingest.run(toy, [folder])
    assert {each.place.file for each in raised.value.faults} == {"members.csv", "scenarios.json"}


def test_an_id_that_stands_twice_is_named(toy: Store, file: Callable[..., Path]) -> None:
    one = {"id": "scen:more", **MORE}
    with pytest.raises(InvalidInput) as raised:
        ingest.run(toy, [file(one), file(one, name="again.json")])
    (fault,) = raised.value.faults
    assert (fault.place.file, str(fault.problem)) == (
        "again.json",
        "The id scen:more stands here twice.",
    )


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b'[{"id": "scen:x",]', "The file is not JSON: "),
        (b"\xff\xfe", "The file is not JSON: "),
        (b"", "The file is not JSON: "),
        (b"[" * 100_000, "The file is not JSON: "),
        (b'{"name": "X"}', "The file holds no list of scenarios."),
        (None, "The file cannot be read: "),
    ],
)
def test_a_file_that_holds_no_scenarios_is_named(
    toy: Store, tmp_path: Path, content: bytes | None, problem: str
) -> None:
    path = tmp_path / "mine.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InvalidInput) as raised:
        ingest.run(toy, [path])
    (fault,) = raised.value.faults
    assert fault.place.file == "mine.json"
    assert str(fault.problem).startswith(problem)
    assert fault.remedy


def test_a_byte_order_mark_in_front_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps([{"id": "scen:x", "name": "É"}]).encode())
    brought = reading.read([path])
    assert (list(brought.scenarios), brought.faults) == (["scen:x"], [])


def test_one_that_is_kept_anew_meanwhile_is_not_replaced_without_a_word(store: Store) -> None:
    before = held(store)
    newer = kept("scen:more", {"name": "Newer"})

    def meanwhile(tx: Transaction) -> None:
        scenarios.bring(tx, [kept("scen:more", MORE)], before)

    hold(store, newer)
    with pytest.raises(StaleRevision):
        journal.apply(store, EVERYTHING, beside=meanwhile)
    with pytest.raises(StaleRevision):
        store.write_unseen(meanwhile)
    assert (held(store), store.revision()) == ({"scen:more": newer}, 0)


def test_nothing_of_a_staged_import_is_applied_where_its_scenarios_cannot_be(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "ROWS_AT_ONCE", 10)

    def stale(tx: Transaction) -> None:
        scenarios.bring(tx, [kept("scen:more", MORE)], {"scen:more": kept("scen:more", GONE)})

    with pytest.raises(StaleRevision):
        journal.apply(store, EVERYTHING, beside=stale)
    assert store.read(lambda tx: tx.row("read_revision"))["importing"] is None
    assert journal.recover(store) is None
    assert (read_everything(store), held(store)) == (Changes(), {})


def test_an_import_that_others_were_in_the_way_of_is_worked_out_anew(
    toy: Store, file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    compare = reading.compare

    def raced(*words: Any) -> Any:
        outcome = compare(*words)
        if not held(toy):
            hold(toy, kept("scen:more", {"name": "Meanwhile"}))
        return outcome

    monkeypatch.setattr(reading, "compare", raced)
    report = ingest.run(toy, [file({"id": "scen:more", **MORE})])
    # The second time it is there, and what happens to it is told.
    assert report.counts["scenarios"] == (0, 1, 0)
    assert "“Meanwhile”" in str(report.notes[0])


IDS = st.from_regex(r"[a-z0-9][a-z0-9._~-]{0,20}", fullmatch=True)
# Every name there can be; what looks like the address of a person is refused, as of any record.
NAMES = st.text(
    st.characters(
        codec="utf-8", categories=("L", "M", "N", "P", "S", "Zs"), exclude_characters="@"
    ),
    min_size=1,
    max_size=60,
).filter(str.strip)


@settings(max_examples=60)
@given(held=st.dictionaries(IDS, st.tuples(NAMES, st.dictionaries(IDS, NAMES, max_size=3))))
def test_any_scenarios_are_read_as_they_were_written(
    held: dict[str, tuple[str, dict[str, str]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    written = []
    for item, (name, added) in held.items():
        adds = [{"id": f"org:{other}", "name": called} for other, called in added.items()]
        sent = {
            "name": name,
            "add": {"organizations": adds},
            "remove": {"bodies": [f"body:{item}"]},
        }
        written.append(kept(f"scen:{item}", sent))
    path = tmp_path_factory.mktemp("any") / "any.json"
    path.write_text(as_json(written), encoding="utf-8")
    brought = reading.read([path])
    assert brought.faults == []
    read = {item: (each.name, each.text()) for item, each in brought.scenarios.items()}
    assert read == {each.id: (each.name, each.text) for each in written}


def test_an_organization_in_a_scenario_is_no_organization_of_the_graph(
    toy: Store, file: Callable[..., Path]
) -> None:
    before = read_everything(toy).organizations
    ingest.run(toy, [file({"id": "scen:more", **MORE})])
    assert read_everything(toy).organizations == before
    assert Organization(id="org:new", name="Clinique « Été »") not in before
