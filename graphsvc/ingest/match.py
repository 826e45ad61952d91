"""Finds which organization, body, partnership or place a written name means.

An id means itself. A name means the record that has it as name, French name or alias, compared
folded. What a source once printed for an organization ("The City", "CCS") means it only within the
same partnership. A name that fits several means none of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from graphsvc.ingest.draft import Draft
from graphsvc.ingest.lookalikes import lookalikes
from graphsvc.language import Message, message
from graphsvc.model import ids
from graphsvc.model.entities import Body, Membership, Organization, Partnership, Place
from graphsvc.model.ids import fold

_MEANT = 80.0  # of 100; a name this close may be what was meant by one that nothing has
_MOST_ADVICE = 100  # looking for more names than this would keep a person waiting


def _spelt_out(text: str) -> str:
    """Write out the one abbreviation that everybody here uses in names: "Jasper LIP"."""
    return re.sub(r"\blip\b", "local immigration partnership", text, flags=re.IGNORECASE)


class Names:
    """An index of the names of everything in the graph and in the import so far."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        self._advised = 0
        snapshot = draft.snapshot
        self._printed: dict[str, set[str]] = defaultdict(set)
        for seat in snapshot.seats:
            self.learn(seat, snapshot.partnership_of.get(seat.body, ""))
        for organization in snapshot.organizations.values():
            self.add_organization(organization)
        for partnership in snapshot.partnerships.values():
            self.add_partnership(partnership)
        for body in snapshot.bodies.values():
            self.add_body(body, snapshot.partnership_of.get(body.id, ""))
        for place in snapshot.places.values():
            self.add_place(place)

    def _add(self, kind: str, item: str, names: Iterable[str | None], within: str = "") -> None:
        for name in names:
            if name and fold(name):
                self._found[kind, within, fold(name)].add(item)

    def add_organization(self, record: Organization) -> None:
        """Make an organization findable by its names and by the aliases it was given."""
        printed = {fold(name) for name in self._printed[record.id]}
        aliases = [alias for alias in record.aliases if fold(alias) not in printed]
        self._add("organizations", record.id, (record.name, record.name_fr, *aliases))

    def add_partnership(self, record: Partnership) -> None:
        """Make a partnership findable by its names."""
        self._add("partnerships", record.id, (record.name, record.name_fr))

    def add_body(self, record: Body, partnership: str) -> None:
        """Make a body findable by its names, within its partnership and overall."""
        for within in (partnership, ""):
            self._add("bodies", record.id, (record.name, record.name_fr), within)

    def add_place(self, record: Place) -> None:
        """Make a place findable by its names."""
        self._add("places", record.id, (record.name, record.name_fr))

    def learn(self, seat: Membership, partnership: str) -> None:
        """Remember what a source printed for an organization, within one partnership."""
        if seat.name_as_printed:
            self._printed[seat.organization].add(seat.name_as_printed)
            self._add("printed", seat.organization, (seat.name_as_printed,), partnership)

    def organization(self, text: str, partnership: str = "") -> str | None:
        """Return the organization that `text` means in a partnership, or None."""
        if ids.is_id(text, ids.ORGANIZATION):
            return text
        return (
            self._only("organizations", "", text)
            or (self._only("printed", partnership, text) if partnership else None)
            or self._only("organizations", "", _spelt_out(text))
        )

    def partnership(self, text: str) -> str | None:
        """Return the partnership that `text` means: an id with or without its prefix, or a name."""
        if ids.is_id(text, ids.PARTNERSHIP):
            return text
        bare = f"{ids.PARTNERSHIP}:{text}"
        if ids.is_id(bare, ids.PARTNERSHIP) and self._draft.get("partnerships", bare):
            return bare
        return self._only("partnerships", "", text) or self._only(
            "partnerships", "", _spelt_out(text)
        )

    def body(self, text: str, partnership: str = "") -> str | None:
        """Return the body that `text` means, within a partnership if one is given."""
        if ids.is_id(text, ids.BODY):
            return text
        return self._only("bodies", partnership, text)

    def place(self, text: str) -> str | None:
        """Return the place that `text` means."""
        if ids.is_id(text, ids.PLACE):
            return text
        return self._only("places", "", text)

    def find(self, kind: str, text: str) -> str | None:
        """Return the record of a kind that `text` means."""
        finders = {
            "organizations": self.organization,
            "partnerships": self.partnership,
            "bodies": self.body,
            "places": self.place,
        }
        return finders[kind](text)

    def _only(self, kind: str, within: str, text: str) -> str | None:
        found = self._found.get((kind, within, fold(text)), set())
        return next(iter(found)) if len(found) == 1 else None

    def advice(
        self, kinds: Sequence[str], text: str, remedy: Message, *, within: str = ""
    ) -> Message:
        """Return the remedy for a name that nothing has, with the name that may have been meant."""
        self._advised += 1
        if self._advised > _MOST_ADVICE:
            return remedy
        known = [
            (name, kind, item)
            for (kind, inside, name), items in self._found.items()
            if kind in kinds and inside == within
            for item in items
        ]
        best = process.extractOne(
            _spelt_out(fold(text)),
            [_spelt_out(name) for name, *_ in known],
            scorer=fuzz.WRatio,
            score_cutoff=_MEANT,
        )
        if best is None:
            return remedy
        _, kind, item = known[best[2]]
        return message(
            "Did you mean “{name}”? {remedy}", name=self._draft.get(kind, item), remedy=remedy
        )

    def report_lookalikes(self, new: Sequence[Organization]) -> None:
        """Note each new organization whose name is nearly that of another one."""
        known = {
            record.id: fold(record.name)
            for record in (*self._draft.snapshot.organizations.values(), *new)
        }
        for item, near in lookalikes(known, [record.id for record in new]):
            record = self._draft.get("organizations", item)
            other = self._draft.get("organizations", near)
            if record is not None and other is not None:
                self._draft.note(
                    message(
                        "{name} looks like {other}. If they are one organization, give both "
                        "rows the same name, or name one as an alias of the other.",
                        name=record.name,
                        other=other.name,
                    ),
                    self._draft.origin("organizations", item),
                )
