"""Why somebody is suggested: a sentence and the evidence, feature by feature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphsvc.analytics import sentences
from graphsvc.analytics.sector_status import SectorStatus
from graphsvc.language import Message, message, messages, tongue
from graphsvc.model.entities import Organization
from graphsvc.recommend.gaps import Gap
from graphsvc.recommend.likeness import POPULATIONS
from graphsvc.recommend.purposes import FeatureName
from graphsvc.recommend.steps import OUT_OF_REACH
from graphsvc.recommend.surroundings import Surroundings

LABELS: Mapping[FeatureName, Message] = {
    FeatureName.PROXIMITY: message("Proximity"),
    FeatureName.COMMON_GROUND: message("Common ground"),
    FeatureName.SAME_PLACE: message("Same place"),
    FeatureName.SAME_THEME: message("Same theme"),
    FeatureName.SAME_POPULATION: message("Same population"),
    FeatureName.SHARED_LANGUAGE: message("Shared language"),
    FeatureName.COMPLEMENT: message("Complement"),
    FeatureName.BRIDGING_GAIN: message("Bridging gain"),
}
# As evidence, more contacts than this add nothing.
MOST_EVIDENCE = 10


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence, and the ids of what it stands on."""

    sentence: Message
    evidence: tuple[str, ...]


def path(around: Surroundings, row: int) -> Reason:
    """Show the way from the asker to a candidate."""
    asker, candidate = around.asker, around.snapshot.organization_ids[row]
    if around.together:
        table = _smallest(around, np.intersect1d(asker.bodies, around.network.bodies_of(row)))
        return Reason(
            message("Both sit on {table}.", table=_body(around, table)),
            (asker.id, table, candidate),
        )
    contact = _contacts(around, row)[0]
    theirs = around.network.bodies_of(contact)
    first = _smallest(around, np.intersect1d(asker.bodies, theirs))
    second = _smallest(around, np.intersect1d(theirs, around.network.bodies_of(row)))
    record = _organization(around, contact)
    if asker.row is None:
        sentence = message(
            "{contact}, a member, sits with {candidate} on {table}.",
            contact=record,
            candidate=_organization(around, row),
            table=_body(around, second),
        )
    else:
        sentence = message(
            "{contact} sits with both: on {first} and on {second}.",
            contact=record,
            first=_body(around, first),
            second=_body(around, second),
        )
    steps = (asker.id, first, record.id, second, candidate)
    return Reason(sentence, tuple(dict.fromkeys(steps)))


def contacts(around: Surroundings, row: int) -> Reason:
    """Name the contacts and bodies that both share."""
    shared = [_organization(around, contact) for contact in _contacts(around, row)]
    bodies = np.intersect1d(around.asker.bodies, around.network.bodies_of(row))
    tables = [around.snapshot.body_ids[body] for body in bodies]
    evidence = (*tables, *(record.id for record in shared[:MOST_EVIDENCE]))
    if around.together:
        names = sentences.some([_body(around, table) for table in tables])
        return Reason(message("Both sit on {tables}.", tables=names), evidence)
    if around.asker.row is None:
        sentence = messages(
            "{count} member shares a table with {candidate}: {contacts}.",
            "{count} members share a table with {candidate}: {contacts}.",
            len(shared),
            count=len(shared),
            candidate=_organization(around, row),
            contacts=sentences.some(shared),
        )
    else:
        sentence = messages(
            "{count} contact in common: {contacts}.",
            "{count} contacts in common: {contacts}.",
            len(shared),
            count=len(shared),
            contacts=sentences.some(shared),
        )
    return Reason(sentence, evidence)


def places(around: Surroundings, row: int) -> Reason:
    """Name the places in which both are active."""
    areas = around.counts.areas
    shared = around.place_matches[row]
    near = {area for place in shared for area in areas.covered([place])}
    near |= {area for place in shared for area in areas.above[place]}
    item = around.snapshot.organization_ids[row]
    ties = tuple(tie.id for tie in areas.ties_of[item] if tie.place in near)
    return Reason(
        message(
            "Active in {places} as well.",
            places=sentences.some([around.snapshot.places[place] for place in shared]),
        ),
        (*shared, *ties),
    )


def theme(around: Surroundings, row: int) -> Reason:
    """Name the candidate's bodies that work on a theme of the asker, and the asker's own."""
    likeness = around.likeness
    held = likeness.themes_held[[row]].toarray().ravel()
    both = (held > 0) & (around.own_themes > 0)
    on_it = np.asarray(likeness.theme_of_body @ both.astype(float)) > 0
    theirs = [int(body) for body in around.network.bodies_of(row) if on_it[body]]
    own = [int(body) for body in around.asker.bodies if on_it[body]]
    names = around.snapshot.body_ids
    evidence = tuple(dict.fromkeys(names[body] for body in (*own, *theirs)))
    if around.asker.row is None:
        sentence = message(
            "Works on the same theme, on {theirs}.",
            theirs=sentences.some([_body(around, names[body]) for body in theirs]),
        )
    else:
        sentence = message(
            "Works on a theme of {own} as well, on {theirs}.",
            own=sentences.some([_body(around, names[body]) for body in own]),
            theirs=sentences.some([_body(around, names[body]) for body in theirs]),
        )
    return Reason(sentence, evidence)


def language(around: Surroundings, row: int) -> Reason:
    """Name the languages that both work in, the rarest first."""
    likeness = around.likeness
    shared = np.flatnonzero(likeness.spoken[[row]].toarray().ravel() * around.own_tongues)
    order = sorted(shared.tolist(), key=lambda place: (-likeness.rarity[place], place))
    names = sentences.some([tongue(likeness.tongues[place]) for place in order])
    return Reason(
        message("Languages in common: {languages}.", languages=names),
        (around.asker.id, around.snapshot.organization_ids[row]),
    )


def population(around: Surroundings, row: int) -> Reason:
    """Name the populations that both serve."""
    likeness, asker = around.likeness, around.asker
    both = likeness.served[[row]].toarray().ravel() * around.own_populations
    shared = sentences.some([POPULATIONS[place].label for place in np.flatnonzero(both)])
    if asker.row is None:
        # What tables serve is what enough of their members do.
        known = len(likeness.members_on_record(likeness.served, asker.bodies))
        sentence = messages(
            "It serves {populations}, as the one member with a record does.",
            "It serves {populations}, as at least half of the {count} members with a record do.",
            known,
            count=known,
            populations=shared,
        )
    else:
        sentence = message("Both serve {populations}.", populations=shared)
    return Reason(sentence, (asker.id, around.snapshot.organization_ids[row]))


def gap(around: Surroundings, found: Gap | None, row: int) -> Reason:
    """Say which gap a candidate would fill, and what ties it to the area."""
    if found is None:
        raise KeyError(row)
    filled: dict[str, Any] = {
        "sector": found.sector.label,
        "partnership": around.snapshot.partnerships[found.partnership],
        "reason": found.invitee.reason,
    }
    if found.found.status is SectorStatus.ABSENT:
        sentence = message("{sector}: absent in {partnership}. {reason}", **filled)
    else:
        sentence = message(
            "{sector}: {held} of {expected} expected seats in {partnership}. {reason}",
            held=found.counts.seats,
            expected=sentences.whole(found.counts.seats + (found.found.gap or 0)),
            **filled,
        )
    return Reason(sentence, (found.partnership, *found.invitee.evidence))


def gain(around: Surroundings, row: int) -> Reason:
    """Say whom a candidate brings closer or into reach, and through which bodies."""
    own = around.network.bodies_of(row)
    steps = around.network.steps_from(own)
    steps[row] = 0
    reached = steps != OUT_OF_REACH
    reached[row] = False
    closer = int(np.count_nonzero(reached & (steps + 1 < around.steps)))
    fresh = int(np.count_nonzero(reached & around.out_of_reach & (around.steps > 0)))
    opened = [around.snapshot.body_ids[body] for body in np.setdiff1d(own, around.asker.bodies)]
    tables = sentences.some([_body(around, table) for table in opened])
    if fresh:
        sentence = messages(
            "Would put {count} organization within reach that no path leads to, through {tables}.",
            "Would put {count} organizations within reach that no path leads to, through {tables}.",
            fresh,
            count=fresh,
            tables=tables,
        )
    else:
        sentence = messages(
            "Would bring {count} organization closer, through {tables}.",
            "Would bring {count} organizations closer, through {tables}.",
            closer,
            count=closer,
            tables=tables,
        )
    return Reason(sentence, tuple(opened))


def _contacts(around: Surroundings, row: int) -> list[int]:
    """Return the shared contacts, who knows the fewest first, then by id."""
    rows = np.flatnonzero(around.contacts)
    column = around.shared_by.indices[
        around.shared_by.indptr[row] : around.shared_by.indptr[row + 1]
    ]
    chosen = [int(place) for place in column]
    chosen.sort(key=lambda place: (around.contact_degrees[place], rows[place]))
    return [int(rows[place]) for place in chosen]


def _smallest(around: Surroundings, bodies: NDArray[np.intp]) -> str:
    """Return the body with the fewest members, the first by id."""
    sizes = np.diff(around.network.columns.indptr)
    places: list[int] = bodies.tolist()
    return around.snapshot.body_ids[min(places, key=lambda body: (int(sizes[body]), body))]


def _organization(around: Surroundings, row: int) -> Organization:
    return around.snapshot.organizations[around.snapshot.organization_ids[row]]


def _body(around: Surroundings, item: str) -> object:
    return sentences.body(around.snapshot, item, around.shared_names)
