"""One filled page model of every kind, with whatever names a test wants to see in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from graphsvc.analytics.scope import Scope
from graphsvc.language import language, message
from graphsvc.model.entities import Body, Changes, Membership, Organization, Partnership
from graphsvc.model.sectors import Sector
from graphsvc.model.snapshot import Snapshot
from graphsvc.viz.maps import draw
from graphsvc.viz.page import json_block, network_of
from graphsvc.viz.picture import svg
from graphsvc.web import addresses, rendering
from graphsvc.web.acts import SeatActs
from graphsvc.web.changes import ChangeLine, ChangeList, Story, TwoNumbers
from graphsvc.web.departure import Loss, Substitute
from graphsvc.web.editing import (
    EditRow,
    Field,
    FieldChange,
    Group,
    RecentEdits,
    RecordChange,
)
from graphsvc.web.heat import RATIOS, HeatCell, HeatHeading, HeatRow, spread
from graphsvc.web.pieces import (
    Answer,
    BodyBlock,
    BridgeRow,
    Choice,
    Count,
    Evidence,
    Hit,
    Link,
    MapPreview,
    Measure,
    Meeting,
    Option,
    Pager,
    PartnershipRow,
    Period,
    Reasoned,
    SeatRow,
    Source,
    Text,
    TieRow,
    ViewForm,
)
from graphsvc.web.plans import ActionRow, PlanBlock
from graphsvc.web.report import Attendance, Drawing, Fact, Origin, ReportPart
from graphsvc.web.sectors import SectorRow
from graphsvc.web.views import (
    AwayPage,
    BetweenPage,
    BodyPage,
    BridgesPage,
    ChangesPage,
    EditFormPage,
    HistoryPage,
    HomePage,
    MapPage,
    MessagePage,
    OrganizationPage,
    Page,
    PartnershipPage,
    ReportPage,
    SavedViewsPage,
    SearchPage,
    SectorMatrixPage,
    Shell,
    SignInPage,
    SuggestionsPage,
    WaitingPage,
    WhatIfPage,
)
from graphsvc.web.views.bridges import BetweenBridge, Narrowing, RankedBridge
from graphsvc.web.views.map_path import End, PathBox, PathStep
from graphsvc.web.views.map_time import DayLink, TimeSlider
from graphsvc.web.views.maps import SaveForm
from graphsvc.web.views.notices import Again
from graphsvc.web.views.saved_views import SavedViewRow
from graphsvc.web.views.suggestions import AnsweredRow
from graphsvc.web.what_if import (
    ChangeForm,
    Keeping,
    KeptPage,
    KeptRow,
    NumberChange,
    Outcome,
    RankChange,
    StatusChange,
    TriedChange,
)

DAY = "2026-04-01"
_SORTS = ("ascending", "descending", None, None, None)
STATUSES = ("absent", "under", "at_par", "over", "too_few_to_tell")


@dataclass(frozen=True)
class Record:
    """Anything with a name."""

    name: str
    name_fr: str | None = None


def shell(code: str = "en") -> Shell:
    other = "fr" if code == "en" else "en"
    return Shell(
        language=code,
        other_language_href=f"/?lang={other}",
        revision=7,
        newest="2017-03-20",
        query="comité",
        signed_in=True,
    )


@dataclass(frozen=True)
class Author:
    """Writes page models in which every text from outside is `text`, or `address`."""

    text: str
    address: str = "https://example.org/minutes"
    code: str = "en"

    @property
    def record(self) -> Record:
        return Record(self.text, None)

    @property
    def link(self) -> Link:
        return Link(self.record, "/organizations/org:x")

    @property
    def words(self) -> Text:
        return message("Links {who} and others.", who=self.record)

    @property
    def sources(self) -> tuple[Source, ...]:
        return (
            Source(self.address, self.text, "2017-03-20", self.text, self.text),
            Source(self.address, None, None),
        )

    @property
    def form(self) -> ViewForm:
        options = (Option("host", self.text, chosen=True), Option("funder", self.text))
        choices = (
            Choice("exclude", self.text, options, many=True),
            Choice("size", self.text, options),
        )
        filters = (Choice("sector", self.text, options, many=True),)
        return ViewForm("/here", DAY, choices, (("of", self.text),), filters)

    @property
    def evidence(self) -> Evidence:
        return Evidence("2014", "2017-03-20", (self.text,))

    def answer(self) -> Answer:
        return Answer(self.words, (self.words, self.text), "/v1/answer")

    def seat(self) -> SeatRow:
        acts = SeatActs("/change", "/end", "0123456789abcdef", "/confirm", "2020-01-01", self.text)
        period = Period("2014", "2018-07")
        return SeatRow(self.link, self.link, self.text, self.text, 2, period, self.sources, acts)

    def plain_seat(self) -> SeatRow:
        """A seat where nothing can be done with it."""
        return replace(self.seat(), acts=None)

    def tie(self) -> TieRow:
        return TieRow(self.text, self.link, Period("2014", None), self.sources)

    def reasoned(self) -> Reasoned:
        return Reasoned(self.link, (self.words, self.text), self.text, try_out="/what-if?of=lip:x")

    def snapshot(self) -> Snapshot:
        return Snapshot.of(
            Changes(
                organizations=(
                    Organization(id="org:a", name=self.text, sectors=(Sector.HEALTH,)),
                    Organization(id="org:b", name=self.text),
                ),
                bodies=(Body(id="body:a", name=self.text, part_of="lip:a"),),
                partnerships=(Partnership(id="lip:a", name=self.text),),
                memberships=(
                    Membership(id="seat:a", organization="org:a", body="body:a"),
                    Membership(id="seat:b", organization="org:b", body="body:a"),
                ),
            )
        )

    def preview(self) -> MapPreview:
        snapshot = self.snapshot()
        scene = draw(snapshot, Scope.checked(snapshot, "lip:a", DAY))
        return MapPreview(svg(scene, language(self.code)), "/map?of=lip:a")

    def home(self) -> Page:
        row = PartnershipRow(self.link, self.text, "ON", 7, 1234, "2017-03-20")
        return HomePage(
            counts=(Count(1234, self.text),),
            evidence=self.evidence,
            query=self.text,
            choices=self.form.choices,
            rows=(row, PartnershipRow(self.link, self.text, None, 0, 0, None)),
            pager=Pager(1, 2, 200, None, "/?page=2"),
        )

    def partnership(self) -> Page:
        sectors = tuple(
            SectorRow(
                self.text, 0, 0, 0.0, 0.1, None, None, None, status, self.text, self.words,
                (self.reasoned(),),
            )
            for status in STATUSES
        )  # fmt: skip
        return PartnershipPage(
            item="lip:x",
            record=self.record,
            kind=self.text,
            form=self.form,
            evidence=self.evidence,
            bridging=self.answer(),
            missing=self.answer(),
            next=self.answer(),
            province="QC",
            period=Period("2010", None),
            website=self.address,
            note=self.text,
            bridges=(BridgeRow(1, self.link, self.words, 0.5, None, 3, True, if_left="/what-if"),),
            sectors=sectors,
            suggestions=(self.reasoned(),),
            unclassified=3,
            reference=self.text,
            changed=Story(DAY, self.words, (self.words, self.text), "/changes?of=lip:x"),
            plans=(self.plan(),),
            bodies=(
                BodyBlock(self.link, self.text, self.link, (self.plain_seat(),) * 2, self.text),
                BodyBlock(self.link, self.text),
            ),
            ties=(self.tie(),),
            places=(self.record, self.text),
            links=(self.tie(),),
            map=self.preview(),
            sources=self.sources,
        )

    def report_part(self, code: str) -> ReportPart:
        snapshot = self.snapshot()
        scene = draw(snapshot, Scope.checked(snapshot, "lip:a", DAY))
        shown = self.partnership()
        assert isinstance(shown, PartnershipPage)
        story = self.changes()
        assert isinstance(story, ChangesPage)
        return ReportPart(
            language=code,
            record=self.record,
            first="2025-04-01",
            last="2026-03-31",
            since="2025-03-31",
            written=DAY,
            summary=(self.words, self.text),
            evidence=self.evidence,
            changed=Answer(self.words, (self.text,)),
            meetings=Answer(self.words),
            missing=self.answer(),
            bridging=self.answer(),
            next=self.answer(),
            ties=(self.tie(),),
            bodies=shown.bodies,
            numbers=story.numbers,
            lists=story.lists,
            attendance=(Attendance(self.link, 3, 1, 0, 1234),),
            sectors=shown.sectors,
            reference=self.text,
            unclassified=2,
            drawing=Drawing(
                self.preview(),
                scene.node_legend,
                scene.tie_legend,
                scene.size_by.label,
                (self.text,),
            ),
            bridges=shown.bridges,
            ranked=1,
            foremost=self.link,
            loss=self.words,
            losses=(Loss(self.text, ((self.link, self.link),), 3),),
            stand_in=Substitute(self.link, 2, 5, (self.link,), (self.words,)),
            suggestions=(self.reasoned(),),
            plans=(self.plan(),),
            confidence=(Count(1234, self.text),),
            sources=self.sources,
            facts=(Fact(self.text, self.words),),
            origins=(Origin(self.text, "/v1/bridging?scope=lip:a"),),
            measures=(Fact(self.text, self.text),),
        )

    def report(self) -> Page:
        # Both languages, the one of the reader first: its names are read as they are elsewhere.
        codes = (self.code, "fr" if self.code == "en" else "en")
        return ReportPage(
            record=self.record,
            back=self.link,
            action="/partnerships/lip:x/report",
            first="2025-04-01",
            last="2026-03-31",
            why=self.words,
            parts=tuple(self.report_part(code) for code in codes),
            choices=self.form.choices,
            years=(Link(self.text, "/partnerships/lip:x/report"),),
            files=(Link(self.text, "/partnerships/lip:x/report.pdf"),),
        )

    def plan(self) -> PlanBlock:
        action = ActionRow(
            self.record, self.text, self.text, "2025", True, (self.link,), (self.link, self.link)
        )
        bare = ActionRow(self.record, None, self.text, None, False, (), ())
        return PlanBlock(
            self.record, Period("2024", None), (action, bare), (self.words,), self.sources
        )

    def changes(self) -> Page:
        line = ChangeLine(
            self.link, (self.link, self.link), DAY, self.text, self.text, self.text, self.words,
            self.sources,
        )  # fmt: skip
        columns = tuple(
            (name, self.text)
            for name in ("what", "where", "date", "before", "after", "sentence", "sources")
        )
        return ChangesPage(
            heading=self.record,
            back=self.link,
            form=self.form,
            since="2025-04-01",
            why_since=self.words,
            evidence=self.evidence,
            paragraph=self.text,
            numbers=(TwoNumbers(self.text, 1234, 3), TwoNumbers(self.text, 1, 2)),
            lists=(ChangeList("joined", self.text, self.text, columns, (line,), 2345),),
            nothing=self.text,
            pending=self.text,
            again="/changes",
            notes=(self.text,),
            json_href="/v1/changes",
            csv_href="/v1/changes?format=csv",
            links=(self.link,),
        )

    def organization(self) -> Page:
        return OrganizationPage(
            item="org:x",
            record=self.record,
            form=self.form,
            evidence=self.evidence,
            role=self.answer(),
            next=self.answer(),
            sectors=(self.text, Sector.HEALTH.label),
            loss=self.words,
            losses=(Loss(self.text, ((self.link, self.link), (self.link,)), 3),),
            stand_in=Substitute(self.link, 2, 5, (self.link,), (self.words,)),
            changes_href="/changes?of=org:x",
            what_if_href="/what-if?leave=org:x",
            stand_in_href="/what-if?leave=org:x&add=org:y,body:z,member",
            measures=(
                Measure(self.text, 0.25, self.text, 2, 60),
                Measure(self.text, None),
            ),
            seats=(self.seat(), self.seat()),
            former_seats=(self.seat(),),
            ties=(self.tie(),),
            suggestions=(self.reasoned(),),
            aliases=(self.text,),
            part_of=self.link,
            departments=(self.link,),
            languages=(self.text,),
            populations=(self.text, self.text),
            website=self.address,
            period=Period(None, "2018"),
            map=self.preview(),
            sources=self.sources,
        )

    def body(self) -> Page:
        return BodyPage(
            item="body:x",
            edits=RecentEdits((self.edit(),), "/history"),
            record=self.record,
            kind=self.text,
            partnership=self.link,
            form=self.form,
            evidence=self.evidence,
            local_kind=self.text,
            theme=self.text,
            period=Period("2010", "2012"),
            parent=self.link,
            children=(self.link,),
            members=(self.seat(), self.seat()),
            former_members=(self.seat(),),
            meetings=(
                Meeting("2017-03-20", 21, 16, 1, self.sources),
                Meeting("2016-12"),
            ),
            map=self.preview(),
            sources=self.sources,
        )

    def edit(self) -> EditRow:
        changes = (FieldChange(self.text, self.text, ""), FieldChange("Name", "", self.record))
        return EditRow(
            item="edit:2",
            sentence=self.words,
            at="2026-05-04T14:00:00+00:00",
            author=self.text,
            undone=self.words,
            records=(RecordChange(self.link, changes),),
        )

    def edit_form(self) -> Page:
        options = (Option("a", self.text, chosen=True), Option("b", self.record))
        beside: dict[str, Any] = {"label": self.words, "hint": self.text, "stored": self.record}
        faults = (self.text, self.words)
        fields = (
            Field(name="name", value=self.text, faults=faults, offered=(self.text,), **beside),
            Field(name="lines", kind="lines", value=self.text, **beside),
            *(
                Field(name=kind, kind=kind, options=options, faults=faults, **beside)
                for kind in ("select", "checks", "radios")
            ),
        )
        return EditFormPage(
            title=self.words,
            trail=(self.link,),
            action="/here",
            groups=(Group(fields, self.text, self.text),),
            button=self.text,
            hidden=(("tag", self.text),),
            intro=self.words,
            author=self.text,
            author_faults=faults,
            problem=self.words,
            conflict=self.words,
        )

    def history(self) -> Page:
        return HistoryPage(
            rows=(self.edit(), replace(self.edit(), item="edit:1", undone=None, author="")),
            total=2,
            about=self.link,
            older="/history?before=1",
        )

    def saved_views(self) -> Page:
        row = SavedViewRow(
            item="view:x",
            tag="0123456789abcdef",
            name=self.text,
            href="/map?of=all#hide=a+b",
            shows=self.words,
            as_of=DAY,
            author=self.text,
            at="2026-05-04T14:00:00+00:00",
        )
        gone = replace(row, as_of=None, author="", is_gone=True)
        return SavedViewsPage(rows=(row, gone), pager=Pager(1, 2, 4, None, "/views?start=2"))

    def map(self) -> Page:
        snapshot = self.snapshot()
        scene = draw(snapshot, Scope.checked(snapshot, "all", DAY))
        reader = language(self.code)
        network = network_of(scene, reader, rendering.environment(self.code), addresses.of_node)
        return MapPage(
            heading=self.record,
            form=self.form,
            data=network.data_block(),
            picture=svg(scene, reader),
            measure=scene.size_by.label,
            meaning=self.text,
            hrefs={node.id: addresses.page(node.id) for node in scene.nodes},
            active=(self.link, self.link),
            unfiltered="/map",
            back=self.link,
            picture_href="/map.svg?of=all",
            node_legend=scene.node_legend,
            tie_legend=scene.tie_legend,
            rows=scene.rows,
            facts=(*scene.caption.facts, self.text),
            limits=(self.text,),
            path=self.path(),
            save=SaveForm(
                "/map/file", (("of", self.text),), (Option("public", self.text, chosen=True),)
            ),
            time=TimeSlider(
                (
                    DayLink("2014-01-01", "/map?as_of=2014-01-01"),
                    DayLink(DAY, "/map", is_shown=True),
                ),
                "/map/time.json",
            ),
        )

    def path(self) -> PathBox:
        return PathBox(
            ends=(
                End("from", self.text, self.text, self.words),
                End("to", self.text, self.text),
            ),
            hidden=(("of", self.text),),
            clear_href="/map",
            facts=(self.words, self.text),
            steps=(PathStep(self.words, "body:x", self.record),),
            data=json_block({"from": self.text, "to": self.text, "ties": [[self.text, "x"]]}),
            elsewhere=self.link,
        )

    def sector_matrix(self) -> Page:
        cells = tuple(
            HeatCell(self.text, value, RATIOS.band(value), status, self.text, status == "absent")
            for value, status in zip((0.1, 0.6, 1.0, 2.5, None), STATUSES, strict=True)
        )
        return SectorMatrixPage(
            form=self.form,
            name=self.text,
            answer=self.answer(),
            csv_href="/v1/sectors?format=csv",
            evidence=self.evidence,
            reference=self.text,
            scale=RATIOS,
            statuses=tuple((status, self.text) for status in STATUSES),
            by_name=HeatHeading(self.text, "/sectors"),
            headings=tuple(HeatHeading(self.text, "/sectors", sort) for sort in _SORTS),
            rows=(HeatRow(self.link, cells), HeatRow(self.link, cells, is_marked=True)),
            pager=Pager(1, 2, 200, None, "/sectors?start=2"),
            spreads=(spread(RATIOS, self.text, (0.1, None, 1.0), 1.0),),
            marked=self.words,
            known=200,
            silent=2,
        )

    def bridges(self) -> Page:
        row = BridgeRow(1, self.link, self.words, 0.5, None, 3, True, 1, 7, False, "/what-if")
        return BridgesPage(
            form=self.form,
            name=self.text,
            part=self.link,
            answer=self.answer(),
            csv_href="/v1/bridging?format=csv",
            map_href="/map?of=all",
            evidence=self.evidence,
            over=self.text,
            rows=(RankedBridge(row, 3, self.link, 2, 5), RankedBridge(row, 3)),
            pager=Pager(1, 2, 200, None, "/bridges?start=2"),
            ranked=300,
            only=self.words,
            narrowing=Narrowing(self.words, (self.link, self.link)),
            hint=self.words,
        )

    def bridges_between(self) -> Page:
        return BetweenPage(
            form=self.form,
            name=self.text,
            part=self.link,
            answer=self.answer(),
            csv_href="/v1/bridging/between?format=csv",
            ranking_href="/bridges",
            evidence=self.evidence,
            first=self.text,
            second=self.text,
            totals=self.words,
            rows=(
                BetweenBridge(self.link, self.text, 1, 2_000, 3, 40, 50, self.words, "/what-if"),
                BetweenBridge(self.link, None, 2, 1, 0, 1, 1),
            ),
            pager=Pager(1, 2, 200, None, "/bridges?start=2"),
            ranked=300,
            only=self.words,
        )

    def waiting(self) -> Page:
        return WaitingPage(
            title=self.text,
            expected=self.words,
            events="/v1/jobs/x/events",
            doing=self.words,
            share=0.25,
        )

    def what_if(self) -> Page:
        options = (Option("a", self.text, chosen=True), Option("b", self.record))
        fields = (
            Field(name="organization", label=self.words, value=str(self.text), offered=("A",)),
            Field(name="choice", label=self.words, kind="radios", options=options),
            Field(name="body", label=self.text, kind="select", options=options),
        )
        asked = str(self.text)
        standing = StatusChange(
            sector=self.text,
            partnership=self.link,
            before="absent",
            after="at_par",
            before_label=self.text,
            after_label=self.words,
            changed=True,
        )
        rank = RankChange(
            organization=self.link,
            before=None,
            after=2,
            difference=None,
            cuts_off_before=0,
            cuts_off_after=1,
        )
        number = NumberChange(
            label=self.text, meaning=self.words, before=0.5, after=None, difference=None
        )
        outcome = Outcome(
            lead=self.words,
            sentences=(self.words, self.text),
            losses=(Loss(self.text, ((self.link,),), 3),),
            sectors=(standing, replace(standing, after="absent")),
            ranks=(rank, replace(rank, before=2, cuts_off_before=1)),
            numbers=(number, replace(number, after=0.5, difference=0.0)),
        )
        row = KeptRow(
            item="scen:x",
            scenario=self.link,
            of=(self.link, self.link),
            count=3,
            changed_at="2026-05-04T14:00:00+00:00",
        )
        return WhatIfPage(
            form=self.form,
            part=self.link,
            changes=(TriedChange(self.words, "/what-if", (self.text,)),) * 2,
            examples=(self.link,),
            forms=(
                ChangeForm(
                    do="seat", title=self.text, button=self.text, fields=fields, asked=asked
                ),
            ),
            hidden=(("add", asked),),
            no_forms=self.words,
            evidence=self.evidence,
            outcome=outcome,
            keeping=Keeping(
                action="/what-if/keep",
                field=Field(name="called", label=self.text, value=asked, faults=(self.words,)),
                draft=asked,
                tag=asked,
                json_href="/v1/scenarios/scen:x",
                csv_href="/v1/scenarios/scen:x/result?format=csv",
            ),
            kept=KeptPage(
                (row, replace(row, of=(), count=None, for_good=True)),
                "/what-if#kept",
                "/what-if?older=50#kept",
            ),
        )

    def search(self) -> Page:
        hit = Hit(self.link, self.text, self.text, self.text)
        return SearchPage(query=self.text, hits=(hit, hit), pager=Pager(1, 2, 2))

    def suggestions(self) -> Page:
        return SuggestionsPage(
            item="lip:x",
            form=self.form,
            asker=self.link,
            next=self.answer(),
            suggestions=(self.reasoned(),),
            answered=(
                AnsweredRow(self.link, self.link, "lip:x", "org:x", self.text, DAY, str(self.text)),
            ),
            pager=Pager(1, 1, 1),
        )

    def message(self) -> Page:
        return MessagePage(
            status=404,
            title=self.text,
            text=self.words,
            faults=(self.words,),
            again=Again(
                "/changes",
                (
                    Field(
                        name="since", label=self.text, value="x", faults=(self.words,), focus=True
                    ),
                ),
                (("of", str(self.text)),),
            ),
            links=(self.link,),
        )

    def sign_in(self) -> Page:
        return SignInPage(next=self.text, problem=self.text)

    def away(self) -> Page:
        return AwayPage(retry_after=5)

    def written(self, page: str) -> str:
        """Write one of the pages above, by its name."""
        make: Callable[[], Page] = getattr(self, page)
        return rendering.render(make(), shell(self.code))


PAGES = (
    "home",
    "partnership",
    "organization",
    "changes",
    "report",
    "body",
    "edit_form",
    "history",
    "saved_views",
    "map",
    "sector_matrix",
    "bridges",
    "bridges_between",
    "waiting",
    "what_if",
    "search",
    "suggestions",
    "message",
    "sign_in",
    "away",
)
