"""The file of kept scenarios: what it looks like, and when there is one."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphsvc.errors import ForeignData, InvalidInput
from graphsvc.exchange import tables
from graphsvc.model.entities import Changes, Source
from graphsvc.model.scenarios import FILE, KeptScenario

FIRST, LAST = "2026-05-04T10:00:00+00:00", "2026-06-01T09:30:00+00:00"
KEPT = KeptScenario("scen:é", "Été", FIRST, LAST, '{"add":{"bodies":[]},"remove":{}}')


def test_the_file_by_hand(tmp_path: Path) -> None:
    tables.write(Changes(), tmp_path, [KEPT])
    assert (tmp_path / FILE).read_bytes().decode("utf-8") == (
        """[
  {
    "id": "scen:é",
    "name": "Été",
    "created_at": "2026-05-04T10:00:00+00:00",
    "changed_at": "2026-06-01T09:30:00+00:00",
    "add": {
      "bodies": []
    },
    "remove": {}
  }
]
"""
    )


def test_where_none_is_kept_there_is_no_file_and_none_of_an_earlier_time(tmp_path: Path) -> None:
    tables.write(Changes(), tmp_path, [KEPT])
    (tmp_path / "mine.json").write_text("[]")
    tables.write(Changes(), tmp_path)
    assert [path.name for path in tmp_path.glob("*.json*")] == ["mine.json"]


@pytest.mark.parametrize("text", ["", "{", "[1]", "7"])
def test_a_scenario_somebody_else_wrote_is_named_and_nothing_is_written(
    tmp_path: Path, text: str
) -> None:
    with pytest.raises(ForeignData, match="scen:x"):
        tables.write(Changes(), tmp_path, [KEPT, KeptScenario("scen:x", "X", FIRST, LAST, text)])
    assert list(tmp_path.iterdir()) == []


def test_a_record_that_cannot_be_written_leaves_the_scenarios_as_they_were(tmp_path: Path) -> None:
    tables.write(Changes(), tmp_path, [KEPT])
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(InvalidInput):
        tables.write(Changes(sources=(Source(id="src:a", title=""),)), tmp_path)
    assert (tmp_path / FILE).read_bytes() == before
