"""What a page is written from: the graph, the day, whom to leave out, the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from graphsvc.analytics.response import in_words as response_in_words
from graphsvc.analytics.scope import Exclusion, Scope
from graphsvc.analytics.views import Evidence as GraphEvidence
from graphsvc.api.foretold import Foretold
from graphsvc.api.keeper import Keeper
from graphsvc.dates import first_day, today
from graphsvc.language import Date, Language, Message, message, messages
from graphsvc.model.snapshot import Snapshot
from graphsvc.web import addresses
from graphsvc.web.pieces import Evidence, Link

_FICTIONAL = "lip:demo-"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a page is written from, whoever asks for it: a browser, or a command.

    Attributes
    ----------
    keeper, snapshot
        The graph, and the answers that were worked out on it.
    foretold
        What the newest back-test found.
    speech
        The reader's language.
    as_of, exclude
        The day, and whom to leave out.
    linked
        Whether names lead to pages of this site; not in a file that is read elsewhere.
    """

    keeper: Keeper
    snapshot: Snapshot
    foretold: Foretold
    speech: Language
    as_of: str
    exclude: frozenset[Exclusion]
    linked: bool = True

    @property
    def kept(self) -> dict[str, str | None]:
        """What links to other pages carry on: the day, if one was chosen, and who is left out."""
        day = None if self.as_of == today() else self.as_of
        return {"as_of": day, "exclude": self.left_out}

    @property
    def left_out(self) -> str | None:
        """Whom the reader leaves out, as it stands in an address; None for nobody."""
        return ",".join(sorted(self.exclude)) or None

    @property
    def is_fictional(self) -> bool:
        """Whether the graph holds the demonstration region: its ids begin in the same way."""
        held = self.snapshot
        return self.keeper.answer(
            held,
            "fictional",
            lambda: any(item.startswith(_FICTIONAL) for item in held.partnerships),
        )

    def link(self, item: str) -> Link:
        """Link to the page of an organization, a body or a partnership by its name."""
        name = self.snapshot.named(item) or item
        return Link(name, addresses.page(item, **self.kept) if self.linked else None)

    def scope(self, of: str, day: str | None = None) -> Scope:
        """Return a part of the graph on the day of the page, or on another."""
        return Scope.checked(self.snapshot, of, day or self.as_of, self.exclude)

    def evidence(self, found: GraphEvidence, partnership: str | None = None) -> Evidence:
        """Say in words on what a page stands, and whether its partnership was there on the day."""
        notes = self.doubts(found, partnership)
        if found.bodies_without_members:
            notes.append(
                messages(
                    "No member is recorded for {count} council or committee here.",
                    "No member is recorded for {count} councils and committees here.",
                    found.bodies_without_members,
                    count=found.bodies_without_members,
                )
            )
        if found.seated is not None and found.reporting is not None:
            notes.append(response_in_words(found.seated, found.reporting))
        return Evidence(found.earliest, found.latest, tuple(notes))

    def doubts(self, found: GraphEvidence, partnership: str | None = None) -> list[Message]:
        """Say what cannot be known of a day before all sources, or outside a partnership's life."""
        said = []
        record = self.snapshot.partnerships.get(partnership or "")
        if record and record.since and first_day(record.since) > first_day(self.as_of):
            said.append(
                message(
                    "{partnership} is recorded to have begun later ({since}).",
                    partnership=record,
                    since=Date(record.since),
                )
            )
        if record and record.until and record.until <= self.as_of:
            said.append(
                message(
                    "{partnership} is recorded to have ended ({until}).",
                    partnership=record,
                    until=Date(record.until),
                )
            )
        if found.earliest and first_day(found.earliest) > first_day(self.as_of):
            said.append(
                message(
                    "All dated sources are from after this day: nobody knows whether these seats "
                    "were held then."
                )
            )
        return said
