"""Saved views go out and come back with the graph, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from graphsvc import ingest
from graphsvc.api import view_addresses
from graphsvc.api.app import VIEWS
from graphsvc.errors import Fault, InvalidInput, StaleRevision
from graphsvc.exchange import tables
from graphsvc.exchange.views import as_json
from graphsvc.ingest import saved_views as reading
from graphsvc.model import saved_views as model
from graphsvc.model.entities import Changes
from graphsvc.model.saved_views import SavedView
from graphsvc.store import journal, saved_views
from graphsvc.store.bolt import Store
from graphsvc.store.snapshot import read_everything
from tests.emptying import empty
from tests.toy import EVERYTHING

FIRST, LAST = "2026-05-04T10:00:00+00:00", "2026-06-01T09:30:00+00:00"
MAP = SavedView(
    "view:map", "Council « Été »", "/map?of=lip%3Aone#day=2020-01-01", "Host", FIRST, LAST
)
GAPS = SavedView("view:gaps", "Gaps", "/sectors?show=seats", "", FIRST, FIRST)


def address_faults(address: str) -> Iterable[Fault]:
    return view_addresses.faults(address, VIEWS)


def run(store: Store, *paths: Path, **more: Any) -> ingest.ImportReport:
    return ingest.run(store, paths, address_faults=address_faults, **more)


def save(store: Store, *views: SavedView) -> None:
    store.write_unseen(lambda tx: saved_views.bring(tx, views, saved_views.whole(tx)))


def written(folder: Path, *views: dict[str, Any]) -> Path:
    (folder / model.FILE).write_text(json.dumps(views), encoding="utf-8")
    return folder / model.FILE


def told(store: Store, path: Path) -> str:
    with pytest.raises(InvalidInput) as refused:
        run(store, path)
    assert saved_views.every(store) == []
    return " | ".join(str(fault) for fault in refused.value.faults)


def test_they_come_back_whole_on_another_machine(embedded: Store, tmp_path: Path) -> None:
    journal.apply(embedded, EVERYTHING)
    removed = SavedView("view:old", "Old", "/", "", FIRST, FIRST, removed_at=LAST)
    save(embedded, MAP, GAPS, removed)
    tables.write(read_everything(embedded), tmp_path, saved=saved_views.every(embedded))
    empty(embedded)
    report = run(embedded, tmp_path)
    assert report.counts["saved_views"] == (2, 0, 0)
    # What was set aside stays behind.
    assert saved_views.every(embedded) == [GAPS, MAP]
    again = run(embedded, tmp_path)
    assert (again.counts["saved_views"], again.applied) == ((0, 0, 2), False)
    # Where none is saved any more, no file of an earlier time brings one back.
    tables.write(Changes(), tmp_path)
    assert not (tmp_path / model.FILE).exists()


def test_alone_they_leave_the_revision_and_replace_what_has_their_id(
    embedded: Store, tmp_path: Path
) -> None:
    journal.apply(embedded, EVERYTHING)
    save(embedded, MAP)
    revision = embedded.revision()
    (tmp_path / model.FILE).write_text(
        as_json([SavedView("view:map", "Map", "/map?of=all", "", FIRST, LAST), GAPS]),
        encoding="utf-8",
    )
    looked = run(embedded, tmp_path / model.FILE, dry_run=True)
    assert (looked.counts["saved_views"], looked.applied) == ((1, 1, 0), False)
    assert "as “Council « Été »” of" in str(looked.notes[0])
    assert saved_views.every(embedded) == [MAP]
    assert run(embedded, tmp_path).applied
    assert [view.address for view in saved_views.every(embedded)] == [
        "/sectors?show=seats",
        "/map?of=all",
    ]
    assert embedded.revision() == revision


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"address": "https://example.org/"}, "is no page whose view can be saved"),
        ({"address": "//example.org"}, "is no page whose view can be saved"),
        ({"address": "javascript:alert(1)"}, "is no page whose view can be saved"),
        ({"address": "/map?of=all&onload=x"}, "takes no parameter onload"),
        ({"address": 3}, "view:a address"),
        ({"id": "org:a"}, "org:a id"),
        ({"name": ""}, "view:a name"),
        ({"name": "x" * 101}, "view:a name"),
        ({"author": "a.person@example.org"}, "never a person"),
        ({"changed_at": "soon"}, "soon is no moment"),
        ({"colour": "red"}, "view:a colour"),
        ({"removed_at": LAST}, "view:a removed_at"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_written(
    embedded: Store, tmp_path: Path, more: dict[str, Any], said: str
) -> None:
    found = told(embedded, written(tmp_path, {"id": "view:a", "name": "A", "address": "/", **more}))
    assert said in found
    assert "views.json" in found


def test_a_name_and_an_id_stand_for_one_view(
    embedded: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = {"id": "view:a", "name": "Été", "address": "/"}
    assert "stands here twice" in told(embedded, written(tmp_path, one, {**one, "name": "B"}))
    same = written(tmp_path, one, {**one, "id": "view:b", "name": "ete"})
    assert "Another saved view in the file has this name." in told(embedded, same)
    monkeypatch.setattr(reading, "MOST_VIEWS", 1)
    most = written(tmp_path, one, {**one, "id": "view:b", "name": "B"})
    assert "There can be 1 saved views and no more." in told(embedded, most)
    for text in ("{", "{}", "3"):
        (tmp_path / model.FILE).write_text(text)
        assert "views.json" in told(embedded, tmp_path / model.FILE)
    save(embedded, SavedView("view:c", "ETE", "/", "", FIRST, FIRST))
    with pytest.raises(InvalidInput, match="of this name already"):
        run(embedded, written(tmp_path, one))


def test_what_somebody_saves_meanwhile_is_not_overwritten(embedded: Store) -> None:
    held = embedded.read(saved_views.whole)
    save(embedded, MAP)
    with pytest.raises(StaleRevision):
        embedded.write_unseen(lambda tx: saved_views.bring(tx, [GAPS], held))
    assert saved_views.every(embedded) == [MAP]
