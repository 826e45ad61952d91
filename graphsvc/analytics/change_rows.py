"""Finds the changes between two standings of one graph."""

from __future__ import annotations

from collections.abc import Iterator

from graphsvc.analytics import change_words, sentences
from graphsvc.analytics.change_kinds import ChangeKind, ChangeRow, Dated, Totals
from graphsvc.analytics.standing import STATUS, Standing
from graphsvc.dates import is_active
from graphsvc.language import Date, Message, message
from graphsvc.model.entities import Membership
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.vocabulary import SourceKind

_SECTORS = {str(sector): sector for sector in Sector}


class Comparison:
    """Two days of one graph, side by side."""

    def __init__(
        self, snapshot: Snapshot, first: Standing, second: Standing, *, bridges: bool = True
    ) -> None:
        self._snapshot, self._told_of_bridges = snapshot, bridges
        self._first, self._second = first, second
        self._since, self._until = first.scope.as_of, second.scope.as_of
        self._shared = sentences.shared_names(snapshot, first.bodies | second.bodies)

    def totals(self, standing: Standing) -> Totals:
        """Count what is there on a day."""
        day = standing.scope.as_of
        return Totals(
            organizations=len(standing.seated),
            bodies=len(standing.bodies),
            ties=len(standing.ties),
            unknown_beginnings=sum(
                any(seat.since is None for seat in self._seats(*tie, day)) for tie in standing.ties
            ),
            components=standing.components,
        )

    def rows(self) -> Iterator[ChangeRow]:
        """Go through all changes, by kind."""
        first, second = self._first, self._second
        for item in sorted(second.seated - first.seated):
            yield self._entered(item)
        for item in sorted(first.seated - second.seated):
            yield self._gone(item)
        yield from self._first_recorded()
        for item, body in sorted(second.ties - first.ties):
            yield self._tie(ChangeKind.NEW_TIE, item, body)
        for item, body in sorted(first.ties - second.ties):
            yield self._tie(ChangeKind.LOST_TIE, item, body)
        yield from self._bodies()
        yield from self._statuses()
        if self._told_of_bridges:
            yield from self._bridges()
        yield from self._cut_points()

    def _seats(self, item: str, body: str, day: str) -> list[Membership]:
        return [
            seat
            for seat in self._snapshot.seats_of_organization.get(item, ())
            if seat.body == body and is_active(seat.since, seat.until, day)
        ]

    def _listed(self, body: str, date: str) -> bool:
        """Tell whether a date is that of a source that lists a body.

        What a coordinator states by hand is no list: who joined on the day it was typed did.
        """
        sources = self._snapshot.sources
        return any(
            sources[source].date == date and sources[source].kind != SourceKind.STATED
            for seat in self._snapshot.seats_of_body.get(body, ())
            for source in seat.sources
            if source in sources
        )

    def _began(self, item: str, body: str) -> tuple[str | None, Dated]:
        """Say when a tie that was not there on the first day began."""
        dates = [
            seat.since
            for seat in self._snapshot.seats_of_organization[item]
            if seat.body == body and seat.since and self._since < seat.since <= self._until
        ]
        return self._known(body, min(dates, default=None))

    def _ended(self, item: str, body: str) -> tuple[str | None, Dated]:
        """Say when a tie that is not there any more on the second day ended."""
        dates = [
            seat.until
            for seat in self._snapshot.seats_of_organization[item]
            if seat.body == body and seat.until and self._since < seat.until <= self._until
        ]
        return self._known(body, max(dates, default=None))

    def _known(self, body: str, date: str | None) -> tuple[str | None, Dated]:
        if date is None:
            return None, Dated.UNKNOWN
        return date, Dated.RECORDED if self._listed(body, date) else Dated.STATED

    def _row(
        self, kind: ChangeKind, sentence: Message, **told: str | Dated | bool | None
    ) -> ChangeRow:
        parts = ("organization", "body", "partnership", "sector", "date", "dated")
        blank: dict[str, object] = dict.fromkeys((*parts, "before", "after", "telling"))
        return ChangeRow(kind, **{**blank, **told}, sentence=sentence)  # type: ignore[arg-type]

    def _tie(self, kind: ChangeKind, item: str, body: str) -> ChangeRow:
        is_new = kind is ChangeKind.NEW_TIE
        date, dated = self._began(item, body) if is_new else self._ended(item, body)
        return self._row(
            kind,
            change_words.tie(
                self._snapshot.organizations[item], self._body(body), date, dated, is_new=is_new
            ),
            organization=item,
            body=body,
            partnership=self._snapshot.partnership_of[body],
            date=date,
            dated=dated,
        )

    def _body(self, body: str) -> object:
        return sentences.body(self._snapshot, body, self._shared)

    def _entered(self, item: str) -> ChangeRow:
        tables = sorted(self._second.graph[item])
        date, dated = min(
            (self._began(item, body) for body in tables), key=lambda each: each[0] or "9999"
        )
        said = change_words.entered(
            self._snapshot.organizations[item], self._tables(tables), date, dated
        )
        return self._row(ChangeKind.JOINED, said, organization=item, date=date, dated=dated)

    def _gone(self, item: str) -> ChangeRow:
        tables = sorted(self._first.graph[item])
        date, dated = max(
            (self._ended(item, body) for body in tables), key=lambda each: each[0] or ""
        )
        said = change_words.gone(
            self._snapshot.organizations[item], self._tables(tables), date, dated
        )
        return self._row(ChangeKind.LEFT, said, organization=item, date=date, dated=dated)

    def _tables(self, bodies: list[str]) -> tuple[object, ...]:
        return sentences.some([self._body(body) for body in bodies])

    def _first_recorded(self) -> Iterator[ChangeRow]:
        """Find those of whom nobody knows since when they sit here, first named in between."""
        for item in sorted(self._first.seated & self._second.seated):
            seats = [
                seat
                for body in self._second.graph[item]
                for seat in self._seats(item, body, self._until)
            ]
            if any(seat.since for seat in seats):
                continue
            named = [self._named(seat) for seat in seats]
            date = min((each for each in named if each), default=None)
            if None not in named and date and self._since < date <= self._until:
                yield self._row(
                    ChangeKind.FIRST_RECORDED,
                    message(
                        "{organization} was first recorded in this time ({date}); nobody knows "
                        "since when it has sat here.",
                        organization=self._snapshot.organizations[item],
                        date=Date(date),
                    ),
                    organization=item,
                    date=date,
                    dated=Dated.UNKNOWN,
                )

    def _named(self, seat: Membership) -> str | None:
        """Return the date of the first source that states a seat; None where it has no date."""
        sources = [self._snapshot.sources.get(item) for item in seat.sources]
        return min((each.date for each in sources if each and each.date), default=None)

    def _bodies(self) -> Iterator[ChangeRow]:
        first, second = self._first.bodies, self._second.bodies
        for kind, bodies in (
            (ChangeKind.NEW_BODY, second - first),
            (ChangeKind.CLOSED_BODY, first - second),
        ):
            for body in sorted(bodies):
                record = self._snapshot.bodies[body]
                is_new = kind is ChangeKind.NEW_BODY
                date = record.since if is_new else record.until
                yield self._row(
                    kind,
                    change_words.body(self._body(body), date, is_new=is_new),
                    body=body,
                    partnership=self._snapshot.partnership_of[body],
                    date=date,
                    dated=Dated.STATED if date else Dated.UNKNOWN,
                )

    def _statuses(self) -> Iterator[ChangeRow]:
        both = {*self._first.partnerships} & {*self._second.partnerships}
        for partnership in sorted(both):
            first, second = self._first.sectors(partnership), self._second.sectors(partnership)
            for sector, was in first.items():
                now = second[sector]
                if was.status is now.status:
                    continue
                yield self._row(
                    ChangeKind.SECTOR_STATUS,
                    message(
                        "{sector} in {partnership}: {before} before, {after} now.",
                        sector=_SECTORS[sector].label,
                        partnership=self._snapshot.partnerships[partnership],
                        before=STATUS[was.status],
                        after=STATUS[now.status],
                    ),
                    partnership=partnership,
                    sector=sector,
                    before=str(was.status),
                    after=str(now.status),
                    telling=was.tells(now),
                )

    def _bridges(self) -> Iterator[ChangeRow]:
        """Find who is a bridge on one day, and not even among the first on the other.

        Who is among the first on both, on one of them unsteadily, can have changed places or not:
        nothing is said, nor where the ranks of both days overlap in the draws. So these are made
        only where somebody came among the first or fell.
        """
        first, second = self._first, self._second
        for kind, there, other in (
            (ChangeKind.BRIDGE_GAINED, second, first),
            (ChangeKind.BRIDGE_LOST, first, second),
        ):
            is_new = kind is ChangeKind.BRIDGE_GAINED
            moved = there.foremost - other.foremost
            for item in sorted(moved & there.bridges) if moved else ():
                if not there.apart(other, item):
                    continue
                before, after = first.ranks.get(item), second.ranks.get(item)
                known = self._snapshot.organizations[item]
                yield self._row(
                    kind,
                    change_words.bridge(known, before, after, is_new=is_new),
                    organization=item,
                    before=None if before is None else str(before),
                    after=None if after is None else str(after),
                )

    def _cut_points(self) -> Iterator[ChangeRow]:
        first, second = self._first.separations, self._second.separations
        for kind, found, other in (
            (ChangeKind.CUT_POINT_GAINED, second, first),
            (ChangeKind.CUT_POINT_LOST, first, second),
        ):
            is_new = kind is ChangeKind.CUT_POINT_GAINED
            for item in sorted(found.keys() - other.keys()):
                cut_off = found[item].organizations
                yield self._row(
                    kind,
                    change_words.cut_point(self._snapshot, item, cut_off, is_new=is_new),
                    organization=item,
                    before="0" if is_new else str(len(cut_off)),
                    after=str(len(cut_off)) if is_new else "0",
                )
