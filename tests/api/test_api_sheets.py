"""Sheets have their header without any row too, and the same as with rows."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from starlette.testclient import TestClient

from graphsvc import ingest
from graphsvc.store.bolt import Store

DAY = "2017-04-01"
HALTON = "lip:halton"
ORGANIZATION = "org:georgian-college"
# Each kind of answer that may be without rows.
ADDRESSES = (
    f"/v1/centrality?scope={HALTON}&measures=degree,closeness",
    f"/v1/bridging?scope={HALTON}&draws=3",
    f"/v1/bridging?scope={HALTON}&draws=3&criteria=betweenness",
    f"/v1/key-players?scope={HALTON}",
    f"/v1/communities?scope={HALTON}",
    f"/v1/changes?scope={HALTON}&since=2012-01-01&until={DAY}",
    f"/v1/organizations/{ORGANIZATION}/recommendations?",
    f"/v1/organizations/{ORGANIZATION}/tables?",
    f"/v1/partnerships/{HALTON}/invitations?",
)


def header(client: TestClient, address: str) -> tuple[list[str], int]:
    answer = client.get(f"{address}&format=csv")
    assert answer.status_code == 200, address
    table = list(csv.reader(io.StringIO(answer.text)))
    return table[0], len(table) - 1


def test_a_sheet_without_rows_has_the_header_of_one_with_rows(
    client: TestClient, embedded: Store, canada: Path
) -> None:
    client.put(f"/v1/partnerships/{HALTON}", json={"name": "Halton"})
    client.put(f"/v1/organizations/{ORGANIZATION}", json={"name": "Georgian College"})
    asked = [f"{each}&as_of={DAY}" if "until" not in each else each for each in ADDRESSES]
    empty = [header(client, each) for each in asked]
    assert [count for _, count in empty] == [0] * len(asked)
    # Nobody joined anything: there is no order to judge, whose header is one of intervals.
    judged, _ = header(client, "/v1/backtest?")
    assert judged[:4] == ["ranker", "mrr_mean", "mrr_lower", "mrr_upper"]
    ingest.run(embedded, [canada])
    for address, (names, _) in zip(asked, empty, strict=True):
        full, count = header(client, address)
        assert count, address
        # A part that a row does not have is one empty cell there.
        assert set(full) - set(names) <= {"separation"}
        assert [each for each in full if each in names] == [each for each in names if each in full]
