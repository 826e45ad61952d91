"""Reads from the graph what a check of changes has to know of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from graphsvc.model.check import Known, references
from graphsvc.model.entities import Changes, Membership
from graphsvc.model.ids import LONGEST
from graphsvc.store import records
from graphsvc.store.bolt import Transaction

# Above this many memberships, reading all terms in columns beats looking for each.
_FEW = 200
# Of each of 8 kinds, 200 characters each at most: the embedded server takes messages of 16 MiB.
IDS_IN_MESSAGE = 8_000
_KINDS = (
    "sources",
    "places",
    "partnerships",
    "organizations",
    "bodies",
    "meetings",
    "plans",
    "actions",
)
_PARTS = ("meetings", "plans", "actions")


def read_known(tx: Transaction, changes: Changes) -> Known:
    """Read, inside the transaction that will apply them, what the changes refer to."""
    wanted = {kind: _possible(found) for kind, found in references(changes).items()}
    existing: dict[str, set[str]] = defaultdict(set)
    for some in _in_messages(wanted, _KINDS):
        for row in tx.rows("existing_ids", **some):
            existing[row["kind"]].update(row["ids"])
    terms = _terms(tx, changes)
    ends = {term.id: (term.organization, term.body) for term in terms}
    if changes.meetings or changes.plans or changes.actions:
        for some in _in_messages(wanted, _PARTS):
            ends |= {row["id"]: tuple(row["ends"]) for row in tx.rows("ends_of_parts", **some)}
    return Known(
        ids={kind: frozenset(found) for kind, found in existing.items()},
        parents=_parents(tx, changes),
        ends=ends,
        terms=terms,
    )


def _possible(found: Iterable[str]) -> list[str]:
    """Return the ids that could exist; one that is too long is a fault, and need not be sent."""
    return sorted(each for each in set(found) if len(each) <= LONGEST)


def _in_messages(
    wanted: Mapping[str, Sequence[str]], kinds: Sequence[str]
) -> Iterator[dict[str, Sequence[str]]]:
    most = max((len(wanted.get(kind, ())) for kind in kinds), default=0)
    for start in range(0, most, IDS_IN_MESSAGE):
        yield {kind: wanted.get(kind, [])[start : start + IDS_IN_MESSAGE] for kind in kinds}


def _terms(tx: Transaction, changes: Changes) -> tuple[Membership, ...]:
    put = changes.memberships
    if not put:
        return ()
    if len(put) > _FEW:
        return tuple(records.read(Membership, tx.row("column_terms")))
    rows = tx.rows(
        "terms_of",
        ids=_possible(record.id for record in put),
        organizations=_possible(record.organization for record in put),
        bodies=_possible(record.body for record in put),
    )
    return tuple(Membership(**row) for row in rows)


def _parents(tx: Transaction, changes: Changes) -> dict[str, dict[str, str]]:
    if not (changes.bodies or changes.organizations or changes.places):
        return {}
    return {
        row["kind"]: dict(zip(row["id"], row["parent"], strict=True))
        for row in tx.rows("column_nesting")
    }
