"""Brings the schema of a database up to this release, one immutable file after another.

`cypher/migrations/V<number>__<what>.cypher`. Once applied, a file's checksum is recorded: a file
that was changed afterwards is found, and so is a database that a newer release has migrated.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from graphsvc import resources
from graphsvc.dates import now
from graphsvc.errors import MigrationError
from graphsvc.language import message
from graphsvc.store.bolt import Store
from graphsvc.store.locks import locked

_NAME = re.compile(r"V(\d{3})__([a-z0-9_]+)\.cypher")
_HEADER = re.compile(r"//\s*(\w+):\s*(.*)")
_REQUIRED = frozenset({"version", "purpose", "kind", "undo"})


class SchemaState(StrEnum):
    """How the schema of a database stands to this release."""

    VALID = "valid"
    PENDING = "pending"
    CHANGED = "changed"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Migration:
    """One file: its version, what it is called, its statements and its checksum."""

    version: int
    name: str
    purpose: str
    statements: tuple[str, ...]
    checksum: str


def parse(path: Path) -> Migration:
    """Read one migration file.

    Raises
    ------
    ValueError
        The file's name or header breaks the rules.
    """
    match = _NAME.fullmatch(path.name)
    text = path.read_text(encoding="utf-8")
    found = [_HEADER.fullmatch(line) for line in text.splitlines() if line.startswith("//")]
    header = {line[1]: line[2] for line in found if line}
    if not match or header.keys() != _REQUIRED or int(header["version"]) != int(match[1]):
        raise ValueError(f"{path.name}: name and header do not agree with the rules")
    body = "\n".join(line for line in text.splitlines() if not line.startswith("//"))
    statements = tuple(part.strip() for part in re.split(r";\s*(?:\n|$)", body) if part.strip())
    # Line ends are left out of the checksum: a checkout on another system has others.
    checksum = hashlib.sha256("\n".join(text.splitlines()).encode()).hexdigest()
    return Migration(int(match[1]), match[2], header["purpose"], statements, checksum)


@cache
def known() -> tuple[Migration, ...]:
    """Return the migrations of this release in order of version."""
    paths = sorted((resources.folder("cypher") / "migrations").glob("*.cypher"))
    migrations = tuple(parse(path) for path in paths)
    if [migration.version for migration in migrations] != list(range(1, len(migrations) + 1)):
        raise ValueError("migrations are not numbered one after another")
    return migrations


def applied(store: Store) -> dict[int, str]:
    """Return version and checksum of each migration this database has had. Writes nothing."""
    rows = store.read(lambda tx: tx.rows("list_migrations"))
    return {row["version"]: row["checksum"] for row in rows}


def pending(store: Store) -> tuple[Migration, ...]:
    """Return the migrations this database has not had yet. Writes nothing."""
    done = applied(store)
    return tuple(migration for migration in known() if migration.version not in done)


def validate(store: Store) -> SchemaState:
    """Tell how the schema of the database stands to this release. Writes nothing."""
    done = applied(store)
    checksums = {migration.version: migration.checksum for migration in known()}
    if done.keys() - checksums.keys():
        return SchemaState.AHEAD
    if any(checksums[version] != checksum for version, checksum in done.items()):
        return SchemaState.CHANGED
    return SchemaState.VALID if done.keys() == checksums.keys() else SchemaState.PENDING


def explain(state: SchemaState) -> MigrationError | None:
    """Return the error that says what to do about a state, or None where all is well."""
    text = {
        SchemaState.VALID: None,
        SchemaState.PENDING: message(
            "The schema of the database is older than this release. Run `graphsvc migrate`."
        ),
        SchemaState.CHANGED: message(
            "A migration applied to this database is not the file this release has. "
            "Install the release that wrote it, or restore the file."
        ),
        SchemaState.AHEAD: message(
            "A newer release has migrated this database. Install that release or a later one."
        ),
    }[state]
    return MigrationError(text) if text else None


def migrate(store: Store) -> tuple[Migration, ...]:
    """Apply what is pending, one server at a time, and return what was applied.

    A migration is recorded after its last statement. One that fails leaves no record; its
    statements can be repeated.

    Raises
    ------
    MigrationError
        The database is ahead of this release, or a file was changed after it was applied.
    """
    if not applied(store):
        # The lock needs its constraint first; version 1 holds nothing else and can be repeated.
        for statement in known()[0].statements:
            store.run_schema(statement)
    with locked(store, "migration") as keep:
        state = validate(store)
        if state in (SchemaState.CHANGED, SchemaState.AHEAD):
            raise explain(state)  # type: ignore[misc]
        todo = pending(store)
        for migration in todo:
            keep()
            _apply(store, migration)
        return todo


def _apply(store: Store, migration: Migration) -> None:
    for statement in migration.statements:
        store.run_schema(statement)
    store.write_unseen(
        lambda tx: tx.rows(
            "record_migration",
            id=f"V{migration.version:03}",
            version=migration.version,
            name=migration.name,
            checksum=migration.checksum,
            applied_at=now(),
        )
    )
