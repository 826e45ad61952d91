"""The page of an organization: its seats, its role in words, what would break, whom to approach."""

from __future__ import annotations

from fastapi import APIRouter, Response

from graphsvc.analytics.bridging import RoleAnswer, role_of
from graphsvc.analytics.centrality import estimate_seconds
from graphsvc.api.deps import ItemPath
from graphsvc.api.pages import departure, history, rows, what_if_starts
from graphsvc.api.pages.frame import Frame, FrameDep
from graphsvc.api.pages.maps import preview
from graphsvc.dates import is_active
from graphsvc.errors import NotFound
from graphsvc.language import message
from graphsvc.recommend import RecommendationsAnswer, partners
from graphsvc.web import addresses
from graphsvc.web.pieces import Answer, Link, Measure, Period, TieRow
from graphsvc.web.views import OrganizationPage

router = APIRouter(include_in_schema=False)
MOST_SUGGESTIONS = 8
# An organization with seats in very many partnerships spans a network that takes minutes.
_LONGEST = 2.0
_LANGUAGES = {"en": message("English"), "fr": message("French")}
_TOO_LARGE = message(
    "It sits in so many partnerships that its role takes minutes to work out. "
    "Ask for it under the address below."
)


@router.get("/organizations/{item}")
def show(frame: FrameDep, item: ItemPath) -> Response:
    """Show an organization."""
    if item not in frame.snapshot.organizations:
        raise NotFound(item)
    record = frame.snapshot.organizations[item]
    role = _role(frame, item)
    found = _partners(frame, item)
    active, former = rows.active_and_former(
        frame, frame.snapshot.seats_of_organization.get(item, ())
    )
    query = frame.kept
    role_href = addresses.with_query(f"/v1/organizations/{item}/role", query)
    next_href = addresses.with_query(f"/v1/organizations/{item}/recommendations", query)
    page = OrganizationPage(
        item=item,
        record=record,
        form=frame.form(),
        evidence=frame.evidence((role or found).provenance.evidence),
        role=Answer(role.sentence if role else _TOO_LARGE, (), role_href),
        next=rows.next_answer(frame, found, next_href),
        sectors=tuple(sector.label for sector in record.sectors),
        loss=departure.sentence(frame, role),
        losses=departure.losses(frame, role),
        stand_in=departure.substitute(frame, role),
        changes_href=addresses.changes_of(item, **query),
        what_if_href=what_if_starts.if_it_left(frame, item),
        stand_in_href=_stood_in(frame, item, role),
        measures=_measures(role),
        seats=tuple(
            rows.with_acts(frame, seat, rows.seat_with_body(frame, seat)) for seat in active
        ),
        former_seats=tuple(rows.seat_with_body(frame, seat) for seat in former),
        ties=(*_partnership_ties(frame, item), *_places(frame, item)),
        suggestions_href=addresses.with_query(addresses.SUGGESTIONS, {"of": item, **frame.kept}),
        suggestions=rows.suggestions(frame, found),
        aliases=record.aliases,
        part_of=frame.link(record.part_of) if record.part_of else None,
        departments=tuple(
            frame.link(each.id) for each in frame.snapshot.departments_of.get(item, ())
        ),
        languages=tuple(_LANGUAGES.get(code, code) for code in record.languages),
        populations=tuple(each.label for each in record.populations),
        website=record.website,
        period=Period(record.since, record.until),
        map=preview(frame, item) if role else None,
        sources=rows.sources(frame, record.sources, record.confidence),
        edits=history.recent(frame, item),
    )
    return frame.respond(page)


def _role(frame: Frame, item: str) -> RoleAnswer | None:
    scope = frame.scope(item)

    def work_out() -> RoleAnswer | None:
        if estimate_seconds(frame.snapshot, scope, measures=("betweenness",)) > _LONGEST:
            return None
        return role_of(frame.snapshot, scope, item, draws=0)

    return frame.keeper.answer(frame.snapshot, ("page role", scope), work_out)


def _partners(frame: Frame, item: str) -> RecommendationsAnswer:
    return frame.keeper.answer(
        frame.snapshot,
        ("page partners", item, frame.as_of, frame.exclude),
        lambda: partners(
            frame.snapshot, item, frame.as_of, limit=MOST_SUGGESTIONS, exclude=frame.exclude
        ),
    )


def _stood_in(frame: Frame, item: str, role: RoleAnswer | None) -> str | None:
    other = role.departure.stand_in if role and role.departure else None
    return what_if_starts.if_it_left(frame, item, other) if other and other.seats_to_take else None


def _measures(role: RoleAnswer | None) -> tuple[Measure, ...]:
    if role is None or role.row is None:
        return ()
    row = role.row
    return (
        Measure(
            message("Place in the bridging ranking"),
            row.score,
            message("Mean of its percentile ranks, 0 to 1; 1 is ahead of everybody."),
            row.rank,
            role.of,
        ),
        Measure(
            message("Betweenness"),
            row.betweenness_normalized,
            message("Share of the shortest ways between others that lead through it, 0 to 1."),
        ),
        Measure(
            message("Spread over sectors"),
            row.participation_sectors,
            message("How evenly its ties spread over sectors: 0 one sector, towards 1 many."),
        ),
        Measure(
            message("Two-mode constraint"),
            row.constraint_two_mode,
            message("How much its tables repeat the same partners; less is freer."),
        ),
        Measure(
            message("Tables it sits on"),
            float(row.load.bodies_in_all),
            message("Many tables are much work: who bridges can be overloaded."),
        ),
    )


def _partnership_ties(frame: Frame, item: str) -> tuple[TieRow, ...]:
    found = frame.snapshot.ties_of_organization.get(item, ())
    return rows.ties(frame, found, to="partnership")


def _places(frame: Frame, item: str) -> tuple[TieRow, ...]:
    return tuple(
        TieRow(
            label=tie.kind.label,
            link=Link(frame.snapshot.places[tie.place]),
            period=Period(tie.since, tie.until),
            sources=rows.sources(frame, tie.sources, tie.confidence),
        )
        for tie in frame.snapshot.places_of_organization.get(item, ())
        if is_active(tie.since, tie.until, frame.as_of)
    )
