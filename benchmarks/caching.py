"""What one change costs those it does not touch: answers before and after it, in seconds.

    make bench        or        python benchmarks/caching.py [PARTNERSHIPS]

82 partnerships without an argument, in about two minutes. One membership is changed through the
API. Then the same questions are asked again of the partnership that it touches, and of one that it
does not: there the answer is at hand, and what is left is finding that out. Each line has the
seconds cold, of the touched, of the untouched, and how many times as fast that is as working out.
It ends with 1 where an answer that was kept differs from one worked out anew.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from graphsvc import demonstration
from graphsvc.api.app import create_app
from graphsvc.settings import Settings
from graphsvc.store import journal, migrations, open_store
from graphsvc.store.bolt import Store
from graphsvc.store.snapshot import read_snapshot

QUESTIONS = {
    "bridging": "/v1/bridging?scope={item}",
    "centralities, two-mode": "/v1/centrality?scope={item}",
    "centralities, one-mode": "/v1/centrality?scope={item}&view=one_mode",
    "page of the partnership": "/partnerships/{item}",
    "map of the partnership": "/map?of={item}",
}


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return how long a call takes, and what it returns."""
    began = time.perf_counter()
    found = work()
    return time.perf_counter() - began, found


def two_apart(store: Store) -> tuple[str, str, str]:
    """Choose two partnerships of about median size, and a seat that touches the first alone."""
    snapshot = read_snapshot(store)
    seats = {
        item: [seat for body in bodies for seat in snapshot.seats_of_body.get(body, ())]
        for item, bodies in snapshot.bodies_of.items()
    }
    order = sorted(seats, key=lambda item: (len(seats[item]), item))
    touched, untouched = order[len(order) // 2], order[len(order) // 2 + 1]
    for seat in seats[touched]:
        held = snapshot.seats_of_organization[seat.organization]
        if {snapshot.partnership_of[each.body] for each in held} == {touched}:
            return touched, untouched, seat.id
    raise SystemExit("no organization sits in one partnership alone")


def serving(settings: Settings, store: Store) -> TestClient:
    """Return a client of a service that has just been started."""
    return TestClient(create_app(settings, store), base_url="http://127.0.0.1")


def ask(client: TestClient, address: str) -> tuple[float, Any]:
    """Ask a question; what takes long is waited for."""

    def until_there() -> Any:
        while (answer := client.get(address)).status_code == 202:
            time.sleep(0.05)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer

    return timed(until_there)


def change(client: TestClient, seat: str) -> float:
    """Give one more seat to the organization of a membership."""
    before = client.get(f"/v1/memberships/{seat}").json()
    sent = {"organization": before["organization"], "body": before["body"], "seats": 2}
    seconds, answer = timed(lambda: client.put(f"/v1/memberships/{seat}", json=sent))
    assert answer.status_code == 200, answer.text
    return seconds


def rows_of(answer: Any) -> Any:
    """Return what does not tell when an answer was worked out."""
    is_json = answer.headers["content-type"] == "application/json"
    return answer.json()["rows"] if is_json else None


def compare(client: TestClient, store: Store) -> dict[str, Any]:
    """Print a line for each question; returns the answers that were kept, by address."""
    touched, untouched, seat = two_apart(store)
    client.get("/v1/partnerships?limit=1")  # the snapshot is read here
    other = next(
        item for item in read_snapshot(store).bodies_of if item not in {touched, untouched}
    )
    for address in QUESTIONS.values():
        ask(client, address.format(item=other))  # kernels are compiled, modules imported
    cold = {}
    for name, address in QUESTIONS.items():
        for item in (touched, untouched):
            cold[name], _ = ask(client, address.format(item=item))
    print(f"{'one membership changed through the API':46}{change(client, seat):10.4f} s")
    seconds, _ = timed(lambda: client.get("/v1/partnerships?limit=1"))
    print(f"{'a list after it':46}{seconds:10.4f} s")
    print(f"{'':26}{'cold':>10}{'touched':>10}{'untouched':>10}{'times':>8}")
    kept = {}
    for name, address in QUESTIONS.items():
        anew, _ = ask(client, address.format(item=touched))
        seconds, kept[address.format(item=untouched)] = ask(client, address.format(item=untouched))
        print(f"{name:26}{cold[name]:10.4f}{anew:10.4f}{seconds:10.4f}{cold[name] / seconds:8.1f}")
    return kept


def main() -> int:
    """Run all of it on a store of its own."""
    partnerships = int(sys.argv[1]) if len(sys.argv) > 1 else 82
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), neo4j_uri=None)
        with open_store(settings) as store:
            migrations.migrate(store)
            journal.apply(store, demonstration.generate(partnerships).changes)
            with serving(settings, store) as client:
                kept = compare(client, store)
            # A service that has kept nothing.
            with serving(settings, store) as client:
                is_right = all(
                    rows_of(ask(client, address)[1]) == rows_of(answer)
                    for address, answer in kept.items()
                )
    print("kept answers are those worked out anew" if is_right else "A KEPT ANSWER DIFFERS")
    return 0 if is_right else 1


if __name__ == "__main__":
    raise SystemExit(main())
