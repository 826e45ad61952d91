"""Works out from when to when each organization sat on a body, from what dated sources list.

A complete roster of a body dated D ends, at D, each membership of that body known before D that the
roster no longer lists; whoever it lists and an earlier complete roster did not has joined since:
from D. A partial list ends nothing and begins nothing. Where a later source gives another role, or
a row says since when it has another one, one term ends and the next begins.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from graphsvc.dates import is_active
from graphsvc.model import ids
from graphsvc.model.entities import Membership, Source
from graphsvc.model.vocabulary import Confidence, Role, SourceKind

# Kinds of source that list everybody: present, regrets and absent alike.
COMPLETE = frozenset({SourceKind.MINUTES, SourceKind.COMPLETE_ROSTER})
_DAY = len("2017-03-20")
T = TypeVar("T")
_TRUST = {None: 0, Confidence.LOW: 1, Confidence.MEDIUM: 2, Confidence.HIGH: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """That a source, or nobody we know of, says an organization sits on a body.

    `date` is the date the source bears; `since` and `until` are stated dates of the membership;
    `recalled` holds the dates of the membership in the graph that the sighting was part of.
    """

    organization: str
    date: str | None = None
    complete: bool = False
    source: str | None = None
    role: Role = Role.MEMBER
    role_as_printed: str | None = None
    name_as_printed: str | None = None
    seats: int = 1
    voting: bool | None = None
    confidence: Confidence | None = None
    since: str | None = None
    until: str | None = None
    recalled: tuple[str | None, str | None] | None = None

    @property
    def is_dated(self) -> bool:
        """Whether the membership's own dates are stated."""
        return self.since is not None or self.until is not None


def terms(
    body: str,
    sightings: Sequence[Sighting],
    before: Sequence[Membership] = (),
    sources: dict[str, Source] | None = None,
) -> list[Membership]:
    """Work out the memberships of a body.

    Parameters
    ----------
    body
        Id of the body.
    sightings
        What the import says about it.
    before
        Its memberships in the graph, whose sources count as sightings too, so that rosters can be
        imported in any order, and twice.
    sources
        The sources of `before` by id.

    Returns
    -------
    list[Membership]
        The terms of every organization sighted or known before, in order of organization and time.
    """
    recalled = _recalled(before, sources or {})
    known = [*recalled, *sightings]
    rosters = _Rosters(recalled, sightings)
    by_organization: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in known:
        by_organization[sighting.organization].append(sighting)
    found: list[Membership] = []
    for organization in sorted(by_organization):
        stated = [term for term in before if term.organization == organization]
        own = _Terms(body, organization, rosters, stated)
        found.extend(own.work_out(by_organization[organization]))
    return found


def _recalled(before: Iterable[Membership], sources: dict[str, Source]) -> list[Sighting]:
    """Turn what the graph holds back into the sightings it was made of."""
    recalled: list[Sighting] = []
    for term in before:
        plain = Sighting(
            organization=term.organization,
            role=term.role,
            role_as_printed=term.role_as_printed,
            name_as_printed=term.name_as_printed,
            seats=term.seats,
            voting=term.voting,
            confidence=term.confidence,
            recalled=(term.since, term.until),
        )
        held = [sources[item] for item in term.sources if item in sources]
        recalled += [
            replace(plain, date=each.date, complete=each.kind in COMPLETE, source=each.id)
            for each in held
        ] or [plain]
    return recalled


class _Rosters:
    """The complete rosters of a body: who was on each, and which came with this import.

    Attributes
    ----------
    members
        Who is listed, by date.
    fresh
        Dates of the rosters of this import.
    last_word
        The date of a roster of this import that is newer than all that was known of the body.
    """

    def __init__(self, recalled: Sequence[Sighting], sightings: Sequence[Sighting]) -> None:
        self.members: dict[str, set[str]] = defaultdict(set)
        for each in (*recalled, *sightings):
            if each.complete and each.date and len(each.date) == _DAY:
                self.members[each.date].add(each.organization)
        dated = [each.date for each in sightings if each.complete and each.date]
        self.fresh = frozenset(date for date in dated if date in self.members)
        newest = max(self.fresh, default=None)
        known = max((each.date for each in recalled if each.date), default="")
        self.last_word = newest if newest is not None and newest >= known else None

    def without(self, organization: str) -> list[str]:
        """Return the dates of the rosters that do not list an organization, in order."""
        return sorted(day for day, names in self.members.items() if organization not in names)


@dataclass(slots=True)
class _Draft:
    """A term that is being worked out, and the sightings it stands on."""

    term: Membership
    sightings: list[Sighting] = field(default_factory=list)
    stated: tuple[str | None, str | None] | None = None

    def covers(self, sighting: Sighting) -> bool:
        """Whether a sighting is evidence for this term, whose dates are stated."""
        if sighting.recalled is not None:
            return sighting.recalled == self.stated
        return sighting.date is None or is_active(self.term.since, self.term.until, sighting.date)

    @property
    def is_told_now(self) -> bool:
        """Whether this import says so, rather than only the graph."""
        return any(each.recalled is None for each in self.sightings)

    def end(self, day: str) -> None:
        self.term = replace(self.term, until=day)

    def finished(self) -> Membership:
        """Take role, printed words and evidence from the sightings, the latest first."""
        if not self.sightings:
            return self.term
        ordered = sorted(self.sightings, key=lambda each: each.date or "")
        newest_first = ordered[::-1]
        return replace(
            self.term,
            role=ordered[-1].role,
            role_as_printed=_first(each.role_as_printed for each in newest_first),
            name_as_printed=_first(each.name_as_printed for each in newest_first),
            seats=ordered[-1].seats,
            voting=_first(each.voting for each in newest_first),
            confidence=max((each.confidence for each in ordered), key=_TRUST.__getitem__),
            sources=tuple(dict.fromkeys(each.source for each in ordered if each.source)),
        )


def _ended_by_another_role(term: Membership, fresh: Sequence[Membership]) -> Membership:
    """End an open term where a row of this import says that another role began."""
    if term.until is not None:
        return term
    begun = [
        other.since
        for other in fresh
        if other.role is not term.role and other.since and other.since > (term.since or "")
    ]
    return replace(term, until=min(begun)) if begun else term


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)


class _Terms:
    """The terms of one organization on one body."""

    def __init__(
        self,
        body: str,
        organization: str,
        rosters: _Rosters,
        before: list[Membership],
    ) -> None:
        self._body = body
        self._organization = organization
        self._rosters = rosters
        self._before = before
        self._absent = rosters.without(organization)

    def work_out(self, sightings: list[Sighting]) -> list[Membership]:
        """Work out the terms; dates that are stated win over dates that are inferred."""
        stated = self._stated(sightings)
        rest: list[Sighting] = []
        for each in sightings:
            if each.is_dated:
                continue
            home = next((draft for draft in stated if draft.covers(each)), None)
            (home.sightings if home else rest).append(each)
        terms = [draft.finished() for draft in (*stated, *self._inferred(rest))]
        fresh = [draft.finished() for draft in stated if draft.is_told_now]
        return self._named([_ended_by_another_role(term, fresh) for term in terms])

    def _stated(self, sightings: list[Sighting]) -> list[_Draft]:
        found: dict[tuple[str | None, str | None], list[Sighting]] = defaultdict(list)
        for each in sightings:
            if each.is_dated:
                found[each.since, each.until].append(each)
        for term in self._before:
            # A date no roster explains was stated once, by an import or through the API.
            dates = (term.since, term.until)
            if any(date is not None and date not in self._rosters.members for date in dates):
                found.setdefault(dates, [])
        drafts = []
        for (since, until), own in sorted(found.items(), key=lambda item: item[0][0] or ""):
            # What was stated after a roster was imported is not ended by that roster later on.
            after = [day for day in self._absent if own or day in self._rosters.fresh]
            latest = max((each.date or "" for each in own), default="")
            begun = max(since or "", latest)
            end = until or next((day for day in after if day > begun), None)
            drafts.append(_Draft(self._term(since, end), own, stated=(since, until)))
        return drafts

    def _inferred(self, sightings: list[Sighting]) -> list[_Draft]:
        """Follow the organization from date to date, through sightings and rosters without it."""
        seen: dict[str, list[Sighting]] = defaultdict(list)
        for each in sightings:
            if each.date is not None:
                seen[each.date].append(each)
        drafts: list[_Draft] = []
        was_there = was_absent = False
        for day in sorted({*seen, *self._absent}):
            if day not in seen:
                if was_there:
                    drafts[-1].end(day)
                was_there, was_absent = False, True
                continue
            role = seen[day][-1].role
            if was_there and drafts[-1].term.role is not role:
                drafts[-1].end(day)
                drafts.append(_Draft(self._term(day, None, role)))
            elif not was_there:
                drafts.append(_Draft(self._term(day if was_absent else None, None, role)))
            drafts[-1].sightings.extend(seen[day])
            was_there = True
        self._add_undated(drafts, [each for each in sightings if each.date is None])
        return drafts

    def _add_undated(self, drafts: list[_Draft], undated: list[Sighting]) -> None:
        """Add sightings that bear no date: they say that it sits there, and nothing of when."""
        if not undated:
            return
        if not drafts:
            drafts.append(_Draft(self._term(None, None, undated[-1].role)))
            end = self._rosters.last_word
            if self._before and end is not None and end in self._absent:
                drafts[-1].end(end)
        drafts[-1].sightings.extend(undated)

    def _term(self, since: str | None, until: str | None, role: Role = Role.MEMBER) -> Membership:
        return Membership(
            id="",
            organization=self._organization,
            body=self._body,
            role=role,
            since=since,
            until=until,
        )

    def _named(self, found: list[Membership]) -> list[Membership]:
        """Give each term the id it has in the graph, or a new one."""
        waiting = sorted(self._before, key=lambda term: (term.since or "", term.id))
        named: list[Membership] = []
        for position, term in enumerate(sorted(found, key=lambda term: term.since or "")):
            same = next((each for each in waiting if each.since == term.since), None)
            if same is None and len(waiting) >= len(found) - position:
                same = waiting[0] if waiting else None
            if same is not None:
                waiting.remove(same)
                named.append(_kept(same, term))
            else:
                taken = {each.id for each in (*self._before, *named)}
                named.append(replace(term, id=_new_id(term, taken)))
        return named


def _new_id(term: Membership, taken: set[str]) -> str:
    """Make an id: the plain one, or one with the date by which the term differs from the others."""
    dates = [date for date in (term.since, term.until) if date]
    for more in ((), *((date,) for date in dates), tuple(dates)):
        item = ids.between(ids.SEAT, term.organization, term.body, *more)
        if item not in taken:
            return item
    return ids.between(ids.SEAT, term.organization, term.body, "undated")


def _kept(before: Membership, now: Membership) -> Membership:
    """Keep what the graph knows and the import does not say."""
    if not now.sources and not now.role_as_printed and now.role is Role.MEMBER:
        return replace(before, since=now.since, until=now.until)
    return replace(now, id=before.id)
