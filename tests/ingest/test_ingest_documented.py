"""The table that docs/spreadsheets.md shows is imported as it says."""

from __future__ import annotations

import re
from pathlib import Path

from graphsvc import ingest
from graphsvc.model.entities import Changes, Partnership
from graphsvc.model.vocabulary import BodyKind, Role
from graphsvc.store import journal
from graphsvc.store.bolt import Store
from graphsvc.store.snapshot import read_snapshot

PAGE = Path(__file__).parents[2] / "docs" / "spreadsheets.md"


def test_the_example_is_imported(embedded: Store, tmp_path: Path) -> None:
    (example,) = re.findall(r"```csv\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    table = tmp_path / "seats.csv"
    table.write_text(example, encoding="utf-8")
    partnership = Partnership(id="lip:ottawa", name="Ottawa Local Immigration Partnership")
    journal.apply(embedded, Changes(partnerships=(partnership,)))
    ingest.run(embedded, [table])
    graph = read_snapshot(embedded)
    kinds = {body.name: body.kind for body in graph.bodies.values()}
    assert kinds == {"Council": BodyKind.COUNCIL, "Health table": BodyKind.SECTOR_TABLE}
    names = {seat.organization: graph.organizations[seat.organization].name for seat in graph.seats}
    found = {(names[seat.organization], seat.role, seat.since) for seat in graph.seats}
    assert found == {
        ("Ottawa Public Library", Role.MEMBER, "2024-09-01"),
        ("Hôpital Montfort", Role.CO_CHAIR, "2024-09-01"),
    }
    assert {source.date for source in graph.sources.values()} == {"2024-10-02"}
