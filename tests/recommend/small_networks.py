"""Small snapshots in a line or two, for answers worked by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import settings
from hypothesis import strategies as st

from graphsvc.model.entities import (
    Body,
    Changes,
    Feedback,
    Membership,
    Organization,
    Partnership,
    PartnershipTie,
    Place,
    PlaceTie,
)
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import PartnershipTieKind, PlaceTieKind

DAY = "2026-01-01"
# How long an example takes says nothing on a shared machine.
unhurried = settings(max_examples=60)


def organization(name: str, sector: Sector | None = None, **fields: object) -> Organization:
    """Make the organization `org:NAME`, named in capitals."""
    sectors = (sector,) if sector else ()
    return Organization(id=f"org:{name}", name=name.upper(), sectors=sectors, **fields)  # type: ignore[arg-type]


def network(
    tables: Mapping[str, str],
    *,
    organizations: Sequence[Organization] = (),
    partnerships: Sequence[Partnership] = (),
    places: Sequence[Place] = (),
    serves: Mapping[str, str] | None = None,
    hosts: Mapping[str, str] | None = None,
    seats: Mapping[tuple[str, str], int] | None = None,
    themes: Mapping[str, str] | None = None,
    feedback: Sequence[Feedback] = (),
) -> Snapshot:
    """Build a snapshot.

    `tables` maps "partnership/body" to the names of its members: {"one/council": "a b c"}. Whoever
    is named there and not among `organizations` has no sector; a partnership not among
    `partnerships` has only a name. `serves` maps organizations to the places they serve, `hosts`
    organizations to the partnerships they host, `seats` (organization, table) to a number of seats,
    `themes` tables to their themes.
    """
    known = {item.id: item for item in organizations}
    lips = {item.id: item for item in partnerships}
    bodies, memberships = [], []
    for table, members in tables.items():
        lip, _, name = table.partition("/")
        lips.setdefault(f"lip:{lip}", Partnership(id=f"lip:{lip}", name=f"LIP {lip}"))
        body = f"body:{lip}-{name}"
        theme = (themes or {}).get(table)
        bodies.append(Body(id=body, name=f"{name} of {lip}", part_of=f"lip:{lip}", theme=theme))
        for member in members.split():
            known.setdefault(f"org:{member}", organization(member))
            count = (seats or {}).get((member, table), 1)
            memberships.append(
                Membership(
                    id=f"seat:{member}~{lip}-{name}",
                    organization=f"org:{member}",
                    body=body,
                    seats=count,
                )
            )
    return Snapshot.of(
        Changes(
            organizations=tuple(known.values()),
            partnerships=tuple(lips.values()),
            places=tuple(places),
            bodies=tuple(bodies),
            memberships=tuple(memberships),
            feedback=tuple(feedback),
            place_ties=tuple(
                PlaceTie(
                    id=f"tie:{item}~{place}~serves",
                    kind=PlaceTieKind.SERVES,
                    organization=f"org:{item}",
                    place=f"place:{place}",
                )
                for item, found in (serves or {}).items()
                for place in found.split()
            ),
            partnership_ties=tuple(
                PartnershipTie(
                    id=f"tie:{item}~{lip}~hosts",
                    kind=PartnershipTieKind.HOSTS,
                    organization=f"org:{item}",
                    partnership=f"lip:{lip}",
                )
                for item, found in (hosts or {}).items()
                for lip in found.split()
            ),
        ),
        revision=7,
    )


_NAMES = [f"o{place}" for place in range(9)]


@st.composite
def tables(draw: st.DrawFn) -> dict[str, str]:
    """Draw up to 6 tables in 2 partnerships with up to 9 members, empty tables among them."""
    count = draw(st.integers(0, 6))
    chosen = draw(st.lists(st.sets(st.sampled_from(_NAMES)), min_size=count, max_size=count))
    return {
        f"{'one' if place % 2 else 'two'}/t{place}": " ".join(sorted(members))
        for place, members in enumerate(chosen)
    }
