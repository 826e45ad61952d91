"""Why a table is suggested: a sentence and the evidence, feature by feature."""

from __future__ import annotations

from typing import Any

import numpy as np

from graphsvc.analytics import sentences
from graphsvc.analytics.sector_status import SectorStatus
from graphsvc.language import message, messages, tongue
from graphsvc.model.entities import Organization
from graphsvc.recommend.likeness import POPULATIONS
from graphsvc.recommend.openings import Openings
from graphsvc.recommend.reasons import MOST_EVIDENCE, Reason
from graphsvc.recommend.steps import OUT_OF_REACH


def path(openings: Openings, place: int) -> Reason:
    """Show the way from the organization over a contact to the table."""
    contact = _contacts(openings, place)[0]
    network, own = openings.ground.network, openings.asker.bodies
    shared = np.intersect1d(own, network.bodies_of(contact))
    first = int(min(shared, key=lambda body: (int(openings.ground.sizes[body]), int(body))))
    ids = openings.ground.snapshot.body_ids
    record = _organization(openings, contact)
    return Reason(
        message(
            "{contact} sits there, and meets it on {first} already.",
            contact=record,
            first=_body(openings, first),
        ),
        (openings.asker.id, ids[first], record.id, ids[place]),
    )


def contacts(openings: Openings, place: int) -> Reason:
    """Name those it meets already who sit on the table."""
    found = [_organization(openings, row) for row in _contacts(openings, place)]
    sentence = messages(
        "{count} of its contacts sits there: {contacts}.",
        "{count} of its contacts sit there: {contacts}.",
        len(found),
        count=len(found),
        contacts=sentences.some(found),
    )
    return Reason(sentence, tuple(record.id for record in found[:MOST_EVIDENCE]))


def places(openings: Openings, place: int) -> Reason:
    """Name the places of the organization that the partnership covers."""
    ground = openings.ground
    position = int(ground.partnership[place])
    partnership = ground.counts.seating.partnerships[position]
    matched = [
        each for each in openings.around.narrow_places if position in ground.at.get(each, ())
    ]
    snapshot = ground.snapshot
    ties = [
        tie.id
        for tie in ground.counts.areas.ties_of[openings.asker.id]
        if tie.place in set(matched)
    ]
    return Reason(
        message(
            "{partnership} covers {places}, where it is active.",
            partnership=snapshot.partnerships[partnership],
            places=sentences.some([snapshot.places[each] for each in matched]),
        ),
        (partnership, *matched, *ties),
    )


def theme(openings: Openings, place: int) -> Reason:
    """Name the organization's tables that work on the theme of this one."""
    themes = openings.ground.likeness.theme_of_body
    alike = np.asarray(themes @ themes[[place]].toarray().ravel()) > 0
    own = [int(body) for body in openings.asker.bodies if alike[body]]
    ids = openings.ground.snapshot.body_ids
    return Reason(
        message(
            "Works on the same theme as {own}, where it sits.",
            own=sentences.some([_body(openings, body) for body in own]),
        ),
        (*(ids[body] for body in own), ids[place]),
    )


def population(openings: Openings, place: int) -> Reason:
    """Name the populations that both serve, and members that serve the first of them."""
    likeness = openings.ground.likeness
    both = likeness.served_on_body[[place]].toarray().ravel() * openings.around.own_populations
    shared = np.flatnonzero(both).tolist()
    known = _count_on_record(openings, place, likeness.served)
    return Reason(
        messages(
            "The one member with populations on record serves {populations} as well.",
            "At least half of the {count} members with populations on record serve {populations} "
            "as well.",
            known,
            count=known,
            populations=sentences.some([POPULATIONS[each].label for each in shared]),
        ),
        _members_with(openings, place, likeness.served, shared[0]),
    )


def language(openings: Openings, place: int) -> Reason:
    """Name the languages of the organization that half of the members speak, the rarest first."""
    likeness = openings.ground.likeness
    both = likeness.spoken_on_body[[place]].toarray().ravel() * openings.around.own_tongues
    shared = np.flatnonzero(both).tolist()
    shared.sort(key=lambda each: (-likeness.rarity[each], each))
    known = _count_on_record(openings, place, likeness.spoken)
    return Reason(
        messages(
            "The one member with a language on record speaks {languages} as well.",
            "At least half of the {count} members with a language on record speak {languages} "
            "as well.",
            known,
            count=known,
            languages=sentences.some([tongue(likeness.tongues[each]) for each in shared]),
        ),
        _members_with(openings, place, likeness.spoken, shared[0]),
    )


def _count_on_record(openings: Openings, place: int, of_each: Any) -> int:
    return len(openings.ground.likeness.members_on_record(of_each, np.array([place])))


def _members_with(openings: Openings, place: int, of_each: Any, column: int) -> tuple[str, ...]:
    columns = openings.ground.network.columns
    members = columns.indices[columns.indptr[place] : columns.indptr[place + 1]]
    marked = of_each[members][:, [column]].toarray().ravel() > 0
    ids = openings.ground.snapshot.organization_ids
    return tuple(ids[row] for row in members[marked][:MOST_EVIDENCE])


def gap(openings: Openings, place: int) -> Reason:
    """Say which gap of the partnership the organization would fill."""
    ground = openings.ground
    partnership = ground.counts.seating.partnerships[int(ground.partnership[place])]
    found = ground.gaps(partnership)[openings.asker.id]
    filled = {
        "sector": found.sector.label,
        "partnership": ground.snapshot.partnerships[partnership],
    }
    if found.found.status is SectorStatus.ABSENT:
        sentence = message(
            "{sector}: absent in {partnership}, and it could speak for it.", **filled
        )
    else:
        sentence = message(
            "{sector}: {held} of {expected} expected seats in {partnership}, and it could speak "
            "for it.",
            held=found.counts.seats,
            expected=sentences.whole(found.counts.seats + (found.found.gap or 0)),
            **filled,
        )
    return Reason(sentence, (partnership, *found.invitee.evidence))


def gain(openings: Openings, place: int) -> Reason:
    """Say whom joining the table brings closer or into reach."""
    network, before = openings.ground.network, openings.around.steps
    steps = network.steps_from(np.array([place], dtype=np.intp))
    reached = steps != OUT_OF_REACH
    closer = reached & (steps < before)
    fresh = int(np.count_nonzero(reached & openings.around.out_of_reach & (before > 0)))
    ids, organizations = openings.ground.snapshot.body_ids, openings.ground.snapshot
    order = np.flatnonzero(closer & (steps == 1))[: MOST_EVIDENCE - 1]
    evidence = (ids[place], *(organizations.organization_ids[row] for row in order))
    if fresh:
        sentence = messages(
            "Would put {count} organization within reach that no path leads to today.",
            "Would put {count} organizations within reach that no path leads to today.",
            fresh,
            count=fresh,
        )
    else:
        count = int(np.count_nonzero(closer))
        sentence = messages(
            "Would bring it closer to {count} organization.",
            "Would bring it closer to {count} organizations.",
            count,
            count=count,
        )
    return Reason(sentence, evidence)


def _contacts(openings: Openings, place: int) -> list[int]:
    """Return the contacts on a table, those that say most first, then by id."""
    columns = openings.ground.network.columns
    members = columns.indices[columns.indptr[place] : columns.indptr[place + 1]]
    says = openings.resources / np.maximum(openings.ground.loads, 1)
    found = [int(row) for row in members if openings.around.contacts[row]]
    return sorted(found, key=lambda row: (-round(float(says[row]), 12), row))


def _organization(openings: Openings, row: int) -> Organization:
    snapshot = openings.ground.snapshot
    return snapshot.organizations[snapshot.organization_ids[row]]


def _body(openings: Openings, place: int) -> object:
    ground = openings.ground
    return sentences.body(ground.snapshot, ground.snapshot.body_ids[place], ground.shared_names)
