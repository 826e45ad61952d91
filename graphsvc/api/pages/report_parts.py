"""Writes the yearly report of a partnership in one language, from the answers that pages tell.

There is no number here that another page or the API does not tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from graphsvc.analytics.attendance import attendance
from graphsvc.analytics.bridging import RoleAnswer, role_of, seconds_of_bridging
from graphsvc.analytics.measures import measures
from graphsvc.analytics.network import Shape
from graphsvc.api.foretold import told_beside
from graphsvc.api.pages import departure, report_words, rows, story
from graphsvc.api.pages.changes import without_bridges
from graphsvc.api.pages.long_answers import as_told
from graphsvc.api.pages.map_wish import Wish
from graphsvc.api.pages.maps import plain_scene, preview
from graphsvc.api.pages.outlook import Outlook
from graphsvc.api.pages.plans import plans
from graphsvc.api.pages.report_year import Year
from graphsvc.api.pages.three_questions import (
    REFERENCE,
    bodies,
    bridging_answer,
    by_urgency,
    linking_first,
    who_bridges,
    who_is_missing,
    who_next,
)
from graphsvc.dates import is_active, today
from graphsvc.language import Language, Message, message
from graphsvc.model.vocabulary import Confidence
from graphsvc.recommend import RecommendationsAnswer
from graphsvc.recommend.feedback import NOT_WORKED_OUT
from graphsvc.web import addresses
from graphsvc.web.pieces import Answer, Count, Source
from graphsvc.web.report import Attendance, Drawing, Fact, Origin, ReportPart

MOST_BRIDGES = 15
_LONGEST = 4.0  # seconds that it may take to say what would be lost with one organization
# The measures in the columns of the ranking: their names in the register, and their headings.
_MEASURES = {
    "betweenness_normalized": message("Betweenness"),
    "participation": message("Spread"),
}


def part(frame: Outlook, item: str, year: Year, speech: Language) -> ReportPart:
    """Write the report of a partnership about a year.

    Parameters
    ----------
    frame
        The graph, and whom to leave out.
    item
        The partnership.
    year
        What it is about; all that has a day is about the last one, or today while it is running.
    speech
        The language of the report.
    """
    year = year.so_far()
    view = replace(frame, as_of=year.last, speech=speech)
    who, missing, asked = who_bridges(view, item), who_is_missing(view, item), who_next(view, item)
    change = without_bridges(view, item, year.eve)
    told = as_told(view, change, view.snapshot)
    record = view.snapshot.partnerships[item]
    ranking = () if who.provenance.evidence.bodies <= 1 else linking_first(who)
    bridging = bridging_answer(view, who, item)
    lost = _role(view, item, ranking[0].organization) if ranking else None
    broken = departure.losses(view, lost)
    seats = [
        seat
        for body in view.snapshot.bodies_of.get(item, ())
        for seat in rows.active_and_former(view, view.snapshot.seats_of_body.get(body, ()))[0]
    ]
    present = _attendance(view, item, year)
    return ReportPart(
        language=speech.code,
        record=record,
        first=year.first,
        last=year.last,
        since=year.eve,
        written=today(),
        linked=view.linked,
        fictional=view.is_fictional,
        summary=report_words.summary(
            view, item, year, report_words.Answers(who, bridging, missing, asked, change)
        ),
        evidence=view.evidence(who.provenance.evidence, item),
        ties=rows.ties(view, view.snapshot.ties_of_partnership.get(item, ()), to="organization"),
        bodies=bodies(view, item),
        numbers=story.numbers(told),
        lists=story.lists(view, item, told),
        changed=Answer(change.sentence, change.notes),
        attendance=present,
        meetings=Answer(report_words.attended(present)),
        sectors=by_urgency(view, missing) if who.rows else (),
        reference=REFERENCE[missing.reference],
        unclassified=missing.overall.unclassified_organizations,
        missing=Answer(missing.sentence, missing.notes),
        drawing=_drawing(view, item),
        bridges=tuple(rows.bridge(view, row) for row in ranking[:MOST_BRIDGES]),
        ranked=len(who.rows),
        bridging=replace(bridging, json_href=None),
        foremost=view.link(ranking[0].organization) if ranking else None,
        loss=departure.sentence(view, lost),
        losses=broken,
        stand_in=departure.substitute(view, lost) if broken else None,
        suggestions=rows.suggestions(view, asked),
        next=Answer(asked.sentence, (asked.purpose.explanation, *_told_of(view, asked))),
        plans=plans(view, item),
        left_out=report_words.left_out(view.exclude),
        confidence=_confidence(seats),
        sources=_sources(view, item, seats, year),
        facts=_facts(view, who.provenance.parameters, missing.provenance.parameters),
        origins=_origins(view, item, year),
        measures=tuple(_definitions()),
    )


def _told_of(view: Outlook, asked: RecommendationsAnswer) -> tuple[Message, ...]:
    """Return the notes on suggestions; how to have them tested is no news for a council."""
    tested = told_beside(asked.notes, view.foretold.sentence)
    return tuple(each for each in tested if each != NOT_WORKED_OUT)


def _role(view: Outlook, item: str, organization: str) -> RoleAnswer | None:
    """Say what would be lost with an organization in this partnership; None where it takes long."""
    scope, held = view.scope(item), view.keeper.part(view.snapshot, item)

    def work_out() -> RoleAnswer | None:
        if seconds_of_bridging(held, scope, 0) > _LONGEST:
            return None
        return role_of(held, scope, organization, draws=0)

    return view.keeper.answer(held, ("report role", scope, organization), work_out)


def _attendance(view: Outlook, item: str, year: Year) -> tuple[Attendance, ...]:
    """Return who came to meetings in the year, in order of name: it is no ranking."""
    found = view.keeper.answer(
        view.snapshot,
        ("attendance", item, year.eve, view.as_of, view.exclude),
        lambda: attendance(view.snapshot, view.scope(item), year.eve),
    )
    named = sorted(
        found,
        key=lambda row: view.speech.name(view.snapshot.organizations[row.organization]).casefold(),
    )
    return tuple(
        Attendance(view.link(row.organization), row.came, row.regrets, row.absent, row.recorded)
        for row in named
    )


def _drawing(view: Outlook, item: str) -> Drawing | None:
    picture = preview(view, item)
    if picture is None:
        return None
    scene = plain_scene(view, Wish(item))
    return Drawing(
        picture, scene.node_legend, scene.tie_legend, scene.size_by.label, scene.caption.facts
    )


def _confidence(seats: Iterable[Any]) -> tuple[Count, ...]:
    counted = Counter(seat.confidence for seat in seats)
    told: list[tuple[Confidence | None, Message]] = [(each, each.label) for each in Confidence]
    told.append((None, message("Not recorded")))
    return tuple(Count(counted[each], label) for each, label in told if counted[each])


def _sources(view: Outlook, item: str, seats: Iterable[Any], year: Year) -> tuple[Source, ...]:
    """Return the sources of all that the report tells, each once."""
    held, around = view.snapshot, view.snapshot.bodies_of.get(item, ())
    met = (
        meeting
        for meeting in held.activity.meetings.values()
        if meeting.body in around and year.eve < meeting.date <= year.last
    )
    planned = (plan for plan in held.activity.plans.values() if plan.partnership == item)
    tied = (
        tie
        for tie in held.ties_of_partnership.get(item, ())
        if is_active(tie.since, tie.until, view.as_of)
    )
    lost = (
        seat
        for body in around
        for seat in held.seats_of_body.get(body, ())
        if is_active(seat.since, seat.until, year.eve)
    )
    records = (held.partnerships[item], *(held.bodies[body] for body in around))
    told = (*records, *seats, *lost, *tied, *met, *planned)
    used = {each: None for record in told for each in record.sources}
    return rows.sources(view, tuple(used), None)


def _facts(view: Outlook, bridging: Any, sectors: Any) -> tuple[Fact, ...]:
    """Say what was chosen, so that the same numbers can be worked out again."""
    left_out: Message = message("nobody")
    if view.exclude:
        left_out = message("{names}", names=report_words.left_out(view.exclude))
    return (
        Fact(message("Revision of the graph"), view.speech.number(view.snapshot.revision)),
        Fact(message("Left out"), left_out),
        Fact(
            message("Draws for how steady a rank is"),
            message("{count}, seed {seed}", count=bridging["draws"], seed=bridging["seed"]),
        ),
        Fact(
            message("Deals of the sectors by lot"),
            message("{count}, seed {seed}", count=sectors["permutations"], seed=sectors["seed"]),
        ),
        Fact(
            message("Days of meetings that count for a quiet sector"),
            view.speech.number(sectors["days"]),
        ),
    )


def _origins(view: Outlook, item: str, year: Year) -> tuple[Origin, ...]:
    """Return where programs get the same numbers."""
    asked = {"as_of": year.last, "exclude": view.left_out}
    between = {"since": year.eve, "until": year.last, "exclude": view.left_out}
    path = f"/v1/partnerships/{item}"
    return tuple(
        Origin(section, addresses.with_query(address, query))
        for section, address, query in (
            (message("Who sits on what"), path, {"as_of": year.last}),
            (message("What changed"), "/v1/changes", {"scope": item, **between}),
            (message("Sectors and meetings"), f"{path}/sectors", asked),
            (message("Who holds it together"), "/v1/bridging", {"scope": item, **asked}),
            (message("Whom to ask next"), f"{path}/invitations", asked),
        )
    )


def _definitions() -> Iterable[Fact]:
    known = {each.name: each for each in measures(Shape.TWO_MODE)} | {
        each.name: each for each in measures(Shape.ONE_MODE) if each.name == "participation"
    }
    for name, label in _MEASURES.items():
        yield Fact(label, known[name].definition)
