"""What is tried out, beside the graph: what of it fits, what things are called, where it leads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from pydantic import ValidationError

from graphsvc.analytics import sentences
from graphsvc.analytics.overlay import Overlay, PartFault, fitting
from graphsvc.analytics.overlay_form import OverlayIn
from graphsvc.analytics.scope import WHOLE
from graphsvc.api.pages.frame import Frame
from graphsvc.api.pages.what_if_draft import Draft, Kind, Pair, Part, read
from graphsvc.errors import ForeignData, InvalidInput
from graphsvc.language import message
from graphsvc.model import ids
from graphsvc.model.entities import Body, Membership, Organization
from graphsvc.model.scenarios import KeptScenario
from graphsvc.model.snapshot import Snapshot
from graphsvc.model.values import shown
from graphsvc.store import scenarios
from graphsvc.web import addresses
from graphsvc.web.pieces import Link, Text

LONGEST_ADDRESS = 6_000  # characters; what stands between a browser and us cuts at some 8,000
LONGEST_QUERY = 8_000  # characters of all that is sent
WHOLE_NETWORK = message("The whole network")


@dataclass(frozen=True)
class Bench:
    """A draft beside the graph.

    Attributes
    ----------
    frame
        The request.
    draft
        What is tried out.
    opened
        The scenario that it goes on from; None for none.
    """

    frame: Frame
    draft: Draft
    opened: KeptScenario | None = None

    @cached_property
    def sorted_out(self) -> tuple[Overlay, tuple[PartFault, ...]]:
        """What fits the graph on the day, and what does not, with the reasons."""
        return fitting(self.frame.snapshot, self.draft.overlay(), self.frame.as_of)

    @cached_property
    def added(self) -> Mapping[str, Organization | Body]:
        """The organizations and bodies that it adds, by id."""
        return {
            part.record.id: part.record
            for part in self.draft.parts
            if isinstance(part.record, Organization | Body)
        }

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        """The councils and committees that are looked at, by name, then those it adds."""
        snapshot = self.frame.snapshot
        found = self.frame.scope(self.draft.of).bodies(snapshot)
        by_name = sorted(
            found, key=lambda item: (ids.fold(self.frame.speech.name(snapshot.bodies[item])), item)
        )
        return (*by_name, *(item for item, made in self.added.items() if isinstance(made, Body)))

    @cached_property
    def _shared(self) -> frozenset[str]:
        snapshot = self.frame.snapshot
        return sentences.shared_names(
            snapshot, (item for item in self.bodies if item in snapshot.bodies)
        )

    def named(self, item: str) -> Text:
        """Name something that is there or that the draft adds; else its id."""
        snapshot = self.frame.snapshot
        if item in snapshot.bodies:
            return sentences.body(snapshot, item, self._shared)
        return snapshot.named(item) or self.added.get(item) or shown(item)

    def link(self, item: str) -> Link:
        """Link to the page of something that is there; of what the draft adds there is none."""
        is_there = self.frame.snapshot.named(item) is not None
        href = addresses.page(item, **self.frame.kept) if is_there else None
        return Link(self.named(item), href)

    @property
    def view(self) -> list[tuple[str, str | None]]:
        """What links to the page carry on beside the draft."""
        return [*self.frame.kept.items()]

    def address(self, draft: Draft | None = None, *more: tuple[str, str | None]) -> str:
        """Return the address of the page with a draft, this one if left out."""
        return addresses.what_if([*(draft or self.draft).pairs(), *self.view, *more])


def bench(frame: Frame, pairs: Iterable[Pair]) -> Bench:
    """Lay out what the parameters of an address say.

    Raises
    ------
    NotFound
        There is no such part of the network, or no such scenario.
    InvalidInput
        It is longer than what an address can hold; or an organization is no part of the network
        that can be looked at.
    """
    held = list(pairs)
    if sum(len(name) + len(value) for name, value in held) > LONGEST_QUERY:
        raise InvalidInput.single(
            message("There is more here than an address can hold."),
            message("Try out fewer changes at a time, or keep some under a name and go on."),
            field="add",
        )
    item = dict(held).get("kept", "")
    opened = scenarios.read(frame.keeper.store, item) if item else None
    base = held_by(opened) if opened else None
    draft = read(held, base)
    if not draft.of and draft.parts:
        of = where(frame.snapshot, draft.parts)
        draft = replace(draft, of=of[0] if len(of) == 1 else WHOLE)
    if draft.of.startswith(f"{ids.ORGANIZATION}:"):
        raise InvalidInput.single(
            message("Nothing can be tried out around one organization."),
            message("Choose a partnership, a council or committee, or all."),
            field="of",
        )
    if draft.of:
        frame.scope(draft.of)
    return Bench(frame, draft, opened)


def held_by(kept: KeptScenario) -> Overlay:
    """Return what a scenario holds.

    Raises
    ------
    ForeignData
        Somebody else wrote it into the database.
    """
    try:
        return OverlayIn.model_validate_json(kept.text).overlay()
    except ValidationError as error:
        raise ForeignData("scenario", kept.id) from error


def where(snapshot: Snapshot, parts: Iterable[Part]) -> tuple[str, ...]:
    """Return the partnerships in which something would be changed."""
    found: set[str] = set()
    for part in parts:
        found.update(_partnerships(snapshot, part))
    return tuple(sorted(found))


def _partnerships(snapshot: Snapshot, part: Part) -> Iterable[str]:
    record = part.record
    if isinstance(record, Membership):
        bodies = [record.body]
    elif isinstance(record, Body):
        if record.part_of in snapshot.partnerships:
            return [record.part_of]
        bodies = [record.part_of]
    elif part.kind is Kind.END and record:
        bodies = [record[1]]
    elif part.kind is Kind.LEAVE and record:
        bodies = [seat.body for seat in snapshot.seats_of_organization.get(record, ())]
    else:
        bodies = [record] if part.kind is Kind.CLOSE else []
    return [snapshot.partnership_of[body] for body in bodies if body in snapshot.partnership_of]
