"""A small graph with one of everything, for tests of the store and of imports."""

from __future__ import annotations

from typing import Any

from graphsvc.model.entities import (
    Action,
    ActionTie,
    Attendance,
    Body,
    Changes,
    Collaboration,
    Feedback,
    Meeting,
    Membership,
    Organization,
    Partnership,
    PartnershipLink,
    PartnershipTie,
    Place,
    PlaceTie,
    Plan,
    SeatTarget,
    Source,
)
from graphsvc.model.sectors import Sector
from graphsvc.model.vocabulary import (
    ActionStatus,
    ActionTieKind,
    AttendanceStatus,
    BodyKind,
    CollaborationKind,
    Confidence,
    PartnershipKind,
    PartnershipLinkKind,
    PartnershipTieKind,
    PlaceKind,
    PlaceTieKind,
    Population,
    Role,
    Verdict,
)

SOURCE = Source(
    id="src:minutes", url="https://example.org/m", title="Minutes", date="2020-05", kind="minutes"
)
EVIDENCE: dict[str, Any] = {"sources": ("src:minutes",), "confidence": Confidence.HIGH}

EVERYTHING = Changes(
    sources=(SOURCE, Source(id="src:bare")),
    places=(
        Place(id="place:nowhere", name="Nowhere", name_fr="Nulle part", kind=PlaceKind.PROVINCE),
        Place(id="place:hamlet", name="Hamlet", within="place:nowhere"),
    ),
    partnerships=(
        Partnership(
            id="lip:one",
            name="One LIP",
            name_fr="Le PLI numéro un",
            province="ON",
            covers=("place:hamlet", "place:nowhere"),
            website="https://example.org",
            notes="A note.",
            since="2010",
            **EVIDENCE,
        ),
        Partnership(id="lip:two", name="Two LIP", kind=PartnershipKind.ZIP, until="2019-04-01"),
    ),
    partnership_links=(
        PartnershipLink(
            id="tie:two~one~succeeded_by",
            kind=PartnershipLinkKind.SUCCEEDED_BY,
            partnership="lip:two",
            other="lip:one",
            since="2019",
            **EVIDENCE,
        ),
    ),
    organizations=(
        Organization(
            id="org:clinic",
            name="Clinic",
            name_fr="Clinique d'été",
            aliases=("The Clinic", "CLN"),
            sectors=(Sector.SOCIAL, Sector.HEALTH),
            languages=("en", "fr"),
            populations=(Population.REFUGEES, Population.WOMEN),
            website="https://example.org/clinic",
            since="1999-12-31",
            **EVIDENCE,
        ),
        Organization(id="org:desk", name="Clinic - Desk", part_of="org:clinic"),
        Organization(id="org:school", name="School", sectors=(Sector.SCHOOL,)),
    ),
    bodies=(
        Body(
            id="body:council",
            name="Council",
            name_fr="Conseil",
            part_of="lip:one",
            kind=BodyKind.COUNCIL,
            local_kind="Partnership Council",
            theme="all",
            since="2011-01",
            **EVIDENCE,
        ),
        Body(
            id="body:table",
            name="Table",
            part_of="body:council",
            kind=BodyKind.SECTOR_TABLE,
            until="2022",
        ),
    ),
    memberships=(
        Membership(
            id="seat:clinic~council",
            organization="org:clinic",
            body="body:council",
            role=Role.CHAIR,
            role_as_printed="chairperson",
            name_as_printed="CLN",
            seats=2,
            voting=True,
            since="2012-02-03",
            until="2018",
            **EVIDENCE,
        ),
        Membership(
            id="seat:clinic~council~2018",
            organization="org:clinic",
            body="body:council",
            voting=False,
            since="2018",
        ),
        Membership(id="seat:school~table", organization="org:school", body="body:table"),
    ),
    partnership_ties=(
        PartnershipTie(
            id="tie:clinic~one~hosts",
            kind=PartnershipTieKind.HOSTS,
            organization="org:clinic",
            partnership="lip:one",
            until="2025",
            **EVIDENCE,
        ),
        PartnershipTie(
            id="tie:school~one~funds",
            kind=PartnershipTieKind.FUNDS,
            organization="org:school",
            partnership="lip:one",
        ),
    ),
    place_ties=(
        PlaceTie(
            id="tie:desk~hamlet~serves",
            kind=PlaceTieKind.SERVES,
            organization="org:desk",
            place="place:hamlet",
            **EVIDENCE,
        ),
        PlaceTie(
            id="tie:desk~hamlet~located_in",
            kind=PlaceTieKind.LOCATED_IN,
            organization="org:desk",
            place="place:hamlet",
            since="2001",
        ),
    ),
    seat_targets=(
        SeatTarget(
            id="tie:one~gov_municipal~target~2020",
            partnership="lip:one",
            sector=Sector.GOV_MUNICIPAL,
            seats=3,
            since="2020",
            until="2024-01-01",
            **EVIDENCE,
        ),
        SeatTarget(
            id="tie:one~health~target", partnership="lip:one", sector=Sector.HEALTH, seats=1
        ),
    ),
    meetings=(Meeting(id="meet:1", body="body:council", date="2020-05-06", **EVIDENCE),),
    attendance=(
        Attendance(organization="org:clinic", meeting="meet:1", status=AttendanceStatus.REGRETS),
    ),
    collaborations=(
        Collaboration(
            id="tie:clinic~school~referral",
            organization="org:clinic",
            other="org:school",
            kind=CollaborationKind.REFERRAL,
            level=0,
            wave="2025",
            **EVIDENCE,
        ),
    ),
    plans=(Plan(id="plan:1", partnership="lip:one", name="Plan", since="2020", **EVIDENCE),),
    actions=(
        Action(
            id="act:1",
            plan="plan:1",
            name="Act",
            name_fr="Agir",
            theme="health",
            status=ActionStatus.UNDER_WAY,
            due="2021-01",
        ),
    ),
    action_ties=(ActionTie(organization="org:school", action="act:1", kind=ActionTieKind.LEADS),),
    feedback=(
        Feedback(
            id="said:lip.one~org.school",
            asker="lip:one",
            candidate="org:school",
            verdict=Verdict.ACCEPTED,
            date="2026-05-06",
            author="Secretariat",
        ),
        Feedback(
            id="said:body.table~org.clinic",
            asker="body:table",
            candidate="org:clinic",
            verdict=Verdict.TAKEN_BACK,
            date="2026-05-07",
            author="One LIP",
        ),
        Feedback(
            id="said:org.school~body.council",
            asker="org:school",
            candidate="body:council",
            verdict=Verdict.TRIED,
            date="2026-05",
            author="School",
        ),
    ),
)
