"""What else is wrong with a record whose form is wrong already: all faults are told at once.

A request is read in two steps: first whether each field has the form it should have, then whether
the record holds among the others. Where the first step fails, the fields that have their form go
through the second one all the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from graphsvc.errors import StoreError
from graphsvc.model import ids
from graphsvc.model.check import RecordFault, check
from graphsvc.model.entities import Body, Changes, Membership, Organization, Partnership
from graphsvc.store.bolt import Store
from graphsvc.store.known import read_known

_RECORDS: Mapping[str, tuple[type[Any], str]] = {
    "organizations": (Organization, ids.ORGANIZATION),
    "bodies": (Body, ids.BODY),
    "partnerships": (Partnership, ids.PARTNERSHIP),
    "memberships": (Membership, ids.SEAT),
}
# Stands for what has no form; faults of it are not told.
_NONE = "-"


def further_faults(
    store: Store, path: Sequence[str], sent: Any, bad: frozenset[str]
) -> list[RecordFault]:
    """Check the fields of a record that have their form.

    Parameters
    ----------
    store
        The database; where it is away, nothing is added.
    path
        The parts of the address after /v1/: the kind of record, and its id if it has one.
    sent
        The JSON that was sent.
    bad
        Names of the fields that do not have their form.
    """
    if not isinstance(sent, dict) or path[0] not in _RECORDS or len(path) > 2:
        return []
    record, prefix = _RECORDS[path[0]]
    values: dict[str, Any] = {
        each.name: _plain(sent[each.name])
        for each in fields(record)
        if each.name in sent and each.name not in bad and sent[each.name] is not None
    }
    needed = {"name", "part_of", "organization", "body"} & {each.name for each in fields(record)}
    if record is Organization:
        needed.discard("part_of")
    missing = needed - values.keys()
    values |= dict.fromkeys(missing, _NONE)
    values["id"] = path[1] if len(path) == 2 else f"{prefix}:{_NONE}"
    parts: dict[str, Any] = {path[0]: (record(**values),)}
    changes = Changes(**parts)
    try:
        known = store.read(lambda tx: read_known(tx, changes))
    except StoreError:
        return []
    untold = bad | missing | (frozenset() if len(path) == 2 else {"id"})
    return [fault for fault in check(changes, known) if fault.field not in untold]


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
