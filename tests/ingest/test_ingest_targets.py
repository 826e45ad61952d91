"""Seat targets from a spreadsheet, and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphsvc import ingest
from graphsvc.errors import InvalidInput
from graphsvc.exchange import tables
from graphsvc.model.entities import Changes
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.targets import in_force
from graphsvc.store import journal
from graphsvc.store.bolt import Store
from graphsvc.store.snapshot import read_everything, read_snapshot
from tests.toy import EVERYTHING


def seats(snapshot: Snapshot, lip: str, day: str) -> dict[Sector, int]:
    held = in_force(snapshot.targets_of_partnership.get(lip, ()), day)
    return {sector: each.seats for sector, each in held.items()}


def test_a_table_in_words_of_either_language_is_imported(embedded: Store, tmp_path: Path) -> None:
    journal.apply(embedded, EVERYTHING)
    path = tmp_path / "cibles.csv"
    path.write_text(
        "Partenariat;Secteur;Sièges;Depuis;Lien;Date de la source\n"
        "Le PLI numéro un;health;4;2025-01-01;https://example.org/mandat;2024-12-01\n"
        "lip:two;Settlement and newcomer services;2;;;\n",
        encoding="utf-8",
    )
    report = ingest.run(embedded, [path])
    assert report.counts["seat_targets"] == (2, 0, 0)
    read = read_snapshot(embedded)
    # The toy wants one seat of health; since 2025 it is four.
    assert seats(read, "lip:one", "2024-12-31") == {Sector.HEALTH: 1}
    assert seats(read, "lip:one", "2025-01-01") == {Sector.HEALTH: 4}
    assert seats(read, "lip:two", "2018-01-01") == {Sector.SETTLEMENT: 2}
    (new,) = [each for each in read.seat_targets if each.seats == 4]
    assert read.sources[new.sources[0]].url == "https://example.org/mandat"
    # Importing the same twice changes nothing.
    assert not ingest.run(embedded, [path]).applied


def test_a_roster_with_sectors_and_seats_is_no_list_of_targets(
    embedded: Store, tmp_path: Path
) -> None:
    journal.apply(embedded, EVERYTHING)
    roster = tmp_path / "sheet1.csv"
    roster.write_text("partnership,body,organization,sector,seats\none,Council,School,school,2\n")
    assert set(ingest.run(embedded, [roster]).counts) == {"memberships"}
    targets = tmp_path / "sheet2.csv"
    targets.write_text("partnership,sector,seats\none,school,2\n")
    assert set(ingest.run(embedded, [targets]).counts) == {"seat_targets"}


def test_every_fault_is_listed_with_its_cell(embedded: Store, tmp_path: Path) -> None:
    journal.apply(embedded, EVERYTHING)
    path = tmp_path / "seat_targets.csv"
    path.write_text(
        "partnership,sector,seats,since\n"
        "nowhere,health,1,\n"
        "one,circus,1,\n"
        "one,,1,\n"
        "one,health; faith,1,\n"
        "one,faith,0,\n"
        "one,faith,many,\n"
        "one,school,,\n"
        "one,justice_safety,2,2025-13\n",
        encoding="utf-8",
    )
    with pytest.raises(InvalidInput) as raised:
        ingest.run(embedded, [path])
    places = {(fault.place.row, fault.place.column) for fault in raised.value.faults}
    assert places == {
        (2, "partnership"),
        (3, "sector"),
        (4, "sector"),
        (5, "sector"),
        (6, "seats"),
        (7, "seats"),
        (8, "seats"),
        (9, "since"),
    }
    assert read_snapshot(embedded).revision == 1


def test_an_export_reads_back_the_same(embedded: Store, tmp_path: Path) -> None:
    journal.apply(embedded, EVERYTHING)
    before = read_everything(embedded)
    tables.write(before, tmp_path)
    header = (tmp_path / "seat_targets.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header == "id,partnership,sector,seats,since,until,sources,confidence"
    empty = Snapshot.of(Changes())
    draft = ingest.understand([tmp_path], empty)
    assert draft.faults == []
    found = sorted(draft.of("seat_targets"), key=lambda each: each.id)
    assert found == sorted(before.seat_targets, key=lambda each: each.id)
