"""Membership rows: who sits on what. Organizations and bodies that are new are made on the way.

A row with an id is a record as it stands. Any other row is a sighting: a source says that an
organization sits on a body. `rosters.terms` makes memberships of the sightings of each body.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import Any

from graphsvc.ingest import rosters
from graphsvc.ingest.cells import Cells
from graphsvc.ingest.evidence import evidence
from graphsvc.ingest.partnerships import tie
from graphsvc.ingest.plain import body_id
from graphsvc.ingest.roles import RoleReading, read_role
from graphsvc.ingest.rosters import Sighting
from graphsvc.ingest.rows import RowReader, unknown_kind
from graphsvc.language import message
from graphsvc.model import ids, values
from graphsvc.model.entities import Body, Membership, Organization
from graphsvc.model.vocabulary import BodyKind, Role

# A source that was cut short printed only a part of the name.
_CUT_OFF = re.compile(r"\(cut off\b")


class Seating:
    """Collects the membership rows of an import, then works out the memberships of each body."""

    def __init__(self, reader: RowReader) -> None:
        self._reader = reader
        self._draft = reader.draft
        self._sightings: dict[str, list[Sighting]] = defaultdict(list)
        self._rows: dict[tuple[str, str], Cells] = {}
        self._printed: dict[str, set[str]] = defaultdict(set)

    def read(self, cells: Cells) -> None:
        """Read one row."""
        if cells.has("id"):
            self._as_it_stands(cells)
            return
        name = cells.needed("organization", message("The membership has no organization."))
        partnership = self._partnership(cells)
        body = self._body(cells, partnership)
        if name is None or body is None:
            # Its other cells are read for their faults: all of them are told at once.
            evidence(cells, self._draft)
            self._reader.sectors(cells, "sector")
            self._role(cells, None)
            self._tell_details(cells)
            return
        above = self._draft.partnership_above(body)
        found = evidence(cells, self._draft)
        organization = self._organization(cells, name, above, found)
        role = self._role(cells, self._draft.get("bodies", body))
        if role is None:
            self._tell_details(cells)
            return
        sighting = self._sighting(cells, organization, role, found)
        self._sightings[body].append(sighting)
        self._rows.setdefault((body, organization), cells)
        for kind in role.ties:
            dates = {"since": sighting.since, "until": sighting.until}
            tie(self._reader, cells, kind, organization, above, {**found, **dates})

    def _as_it_stands(self, cells: Cells) -> None:
        found = self._reader.values("memberships", Membership, cells)
        role = self._role(cells, None)
        if role is None or not {"organization", "body"} <= found.keys():
            for column in ("organization", "body"):
                cells.needed(column, message("There is nothing in this column."))
            return
        found["role"] = role.role
        self._reader.put("memberships", Membership, found, cells)

    def _partnership(self, cells: Cells) -> str | None:
        text = cells.text("partnership")
        if text is None:
            return None
        found = self._reader.names.partnership(text)
        if found is None:
            cells.fault(
                "partnership",
                message("Nothing has the name or id {text}.", text=text[:60]),
                self._reader.names.advice(
                    ["partnerships"],
                    text,
                    message("Correct it, or add the partnership in its own table first."),
                ),
            )
        return found

    def _body(self, cells: Cells, partnership: str | None) -> str | None:
        """Find the body, or make it where the row says enough of it: partnership and kind."""
        name = cells.needed("body", message("The membership has no body."))
        if name is None or (cells.has("partnership") and partnership is None):
            return None
        found = self._reader.names.body(name, partnership or "")
        if found is not None and self._draft.get("bodies", found) is not None:
            return found
        kind = cells.word("body_kind", BodyKind, unknown_kind)
        if found is not None or partnership is None or kind is None:
            cells.fault(
                "body",
                message("There is no body {text}.", text=name[:60]),
                self._reader.names.advice(
                    ["bodies"],
                    name,
                    message(
                        "Correct the name, add it to the bodies, or give the columns partnership "
                        "and body_kind so that it can be made."
                    ),
                    within=partnership or "",
                ),
            )
            return None
        made = Body(
            id=body_id(partnership, name),
            name=name,
            part_of=partnership,
            kind=kind,
            local_kind=cells.text("body_kind"),
            **evidence(cells, self._draft),
        )
        self._draft.put("bodies", made, cells)
        self._reader.names.add_body(made, partnership)
        return made.id

    def _organization(
        self, cells: Cells, name: str, partnership: str, found: dict[str, Any]
    ) -> str:
        item = self._reader.names.organization(name, partnership)
        sectors = self._reader.sectors(cells, "sector")
        record = self._draft.get("organizations", item) if item else None
        if record is None:
            item = item or ids.make(ids.ORGANIZATION, name)
            if ids.is_id(name, ids.ORGANIZATION):
                return item  # an id that nothing has: the check of all records will say so
            record = Organization(id=item, name=name, sectors=sectors, **found)
            self._draft.put("organizations", record, cells)
            self._reader.names.add_organization(record)
        elif sectors and not record.sectors:
            record = replace(record, sectors=sectors)
            self._draft.put("organizations", record, cells)
        elif sectors and sectors[0] not in record.sectors:
            self._draft.note(
                message(
                    "{name} stays in the sector {sector}; the row says {other}.",
                    name=record,
                    sector=record.sectors[0].label,
                    other=sectors[0].label,
                ),
                cells,
            )
        printed = cells.text("name_as_printed")
        if printed and ids.fold(printed) != ids.fold(record.name):
            self._printed[record.id].add(printed)
        return record.id

    def _role(self, cells: Cells, body: Body | None) -> RoleReading | None:
        text = cells.text("role")
        if text is None:
            return RoleReading(Role.MEMBER)
        reading = read_role(text, body.kind if body else BodyKind.OTHER)
        if reading is None:
            cells.fault(
                "role",
                message("The role {text} is not understood.", text=text[:60]),
                message(
                    "Use one of {roles}; or host, contract holder, funder, founder, co-sponsor; "
                    "several with commas.",
                    roles=tuple(str(role) for role in Role),
                ),
            )
        return reading

    def _sighting(
        self, cells: Cells, organization: str, role: RoleReading, found: dict[str, Any]
    ) -> Sighting:
        sources = found.get("sources", ())
        source = self._draft.get("sources", sources[-1]) if sources else None
        date = source.date if source else None
        details = self._details(cells)
        until = details["until"] or role.until
        if role.ended and until is None:
            # It was over when the source was written; nobody says since when.
            until = date
            if date is None:
                cells.fault(
                    "role",
                    message("It says former, but not until when."),
                    message("Add the column until, or the date of the source."),
                )
        printed = cells.text("name_as_printed")
        written = cells.text("role")
        return Sighting(
            organization=organization,
            date=date,
            complete=bool(source and source.kind in rosters.COMPLETE),
            source=source.id if source else None,
            role=role.role,
            role_as_printed=written if written and ids.fold(written) != str(role.role) else None,
            name_as_printed=printed,
            confidence=found.get("confidence"),
            **{**details, "since": details["since"] or role.since, "until": until},
        )

    def _tell_details(self, cells: Cells) -> None:
        """Tell the faults of a row that makes no record, which nobody else would check."""
        details = self._details(cells)
        for problem, remedy in values.faults("seats", details["seats"]):
            cells.fault("seats", problem, remedy)

    @staticmethod
    def _details(cells: Cells) -> dict[str, Any]:
        seats = cells.number("seats")
        return {
            "since": cells.date("since"),
            "until": cells.date("until"),
            "seats": 1 if seats is None else seats,
            "voting": cells.flag("voting"),
        }

    def finish(self) -> None:
        """Work out the memberships of every body that was sighted, and keep printed names."""
        snapshot = self._draft.snapshot
        sources = {**snapshot.sources, **{each.id: each for each in self._draft.of("sources")}}
        for body, sightings in sorted(self._sightings.items()):
            before = snapshot.seats_of_body.get(body, ())
            for term in rosters.terms(body, sightings, before, sources):
                self._draft.put("memberships", term, self._rows.get((body, term.organization)))
        self._keep_aliases()

    def _keep_aliases(self) -> None:
        """Keep what sources print for an organization as its aliases, unless it fits several."""
        meaning: dict[str, set[str]] = defaultdict(set)
        for organization, names in self._printed.items():
            for name in names:
                meaning[ids.fold(name)].add(organization)
        for organization, names in sorted(self._printed.items()):
            record = self._draft.get("organizations", organization)
            if record is None:
                continue
            known = {ids.fold(alias) for alias in (record.name, *record.aliases)}
            new = sorted(
                name
                for name in names
                if len(meaning[ids.fold(name)]) == 1
                and ids.fold(name) not in known
                and not _CUT_OFF.search(name)
            )
            if new:
                kept = replace(record, aliases=(*record.aliases, *new))
                self._draft.put("organizations", kept, None)
