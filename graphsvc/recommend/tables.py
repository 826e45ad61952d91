"""Who next, the third question: councils and committees that an organization could join."""

from __future__ import annotations

import time
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

import numpy as np
from numpy.typing import NDArray

from graphsvc.analytics.provenance import Provenance
from graphsvc.analytics.ranks import competition_ranks, rounded
from graphsvc.analytics.scope import WHOLE, Exclusion, Scope
from graphsvc.analytics.sector_counts import SectorCounts
from graphsvc.analytics.views import ViewKind
from graphsvc.language import Message, message, messages
from graphsvc.model.snapshot import Snapshot
from graphsvc.recommend import feedback
from graphsvc.recommend.answer import Sense, TablesAnswer, TableSuggestion
from graphsvc.recommend.asker import Asker
from graphsvc.recommend.features import Scores
from graphsvc.recommend.inside import Inside
from graphsvc.recommend.openings import Ground, Openings
from graphsvc.recommend.purposes import FeatureName, Purpose, PurposeName
from graphsvc.recommend.ranking import (
    LEAST_SCORE,
    Request,
    evidence_of,
    explained,
    why,
)
from graphsvc.recommend.table_features import FEATURES

_NONE: Mapping[PurposeName, Message] = {
    PurposeName.LIKELY: message(
        "No other table has a contact of it, covers its places or works on its themes."
    ),
    PurposeName.BRIDGING: message("Joining no table around would bring it closer to anybody."),
    PurposeName.GAP: message(
        "In no partnership around is its sector clearly absent or thin, or it has a seat there."
    ),
    PurposeName.BALANCED: message(
        "No table around is near, in its places, short of its sector or opens new reach."
    ),
}


def tables(
    snapshot: Snapshot,
    organization: str,
    as_of: str,
    *,
    purpose: str = PurposeName.BALANCED,
    limit: int = 10,
    exclude: AbstractSet[Exclusion] = frozenset(),
    scope: str = WHOLE,
) -> TablesAnswer:
    """Suggest councils and committees to an organization.

    Parameters
    ----------
    snapshot
        The graph at one revision; not modified.
    organization
        Who asks.
    as_of
        The day, as 2017-03-20.
    purpose
        What for: a name from `PurposeName`; `purposes` gives the weights.
    limit
        The most suggestions, 1 to 100.
    exclude
        Linking nodes to leave out: they are no ways to others. A seat that is left out is still a
        seat: a host is not pointed to the tables it sits on.
    scope
        `all` for tables around; or the id of a partnership, a body or an organization: then all
        bodies inside it (`Scope`), near or not, and no others.

    Returns
    -------
    TablesAnswer
        Bodies that exist on the day and have members, on none of which the organization sits, none
        of them declined or tried. Each has at least one feature that the purpose needs, evidence,
        and a score of at least 0.095.

    Raises
    ------
    NotFound
        There is no such organization or scope.
    InvalidInput
        There is no such day or purpose, or the limit is out of range.

    Notes
    -----
    Time O(memberships x (PageRank steps + bodies / 64 x longest distance)). Deterministic.
    """
    started = time.perf_counter()
    part = Scope.checked(snapshot, scope, as_of, frozenset(exclude))
    inside = Inside(snapshot, part)
    request = Request.checked(part, purpose, limit, Sense.STRANGERS)
    counts = SectorCounts.on(snapshot, as_of, part.exclude)
    asker = Asker.organization(snapshot, counts.seating, counts.areas, organization)
    aside = snapshot.set_aside(asker.id) & snapshot.bodies.keys()
    away = inside.everywhere.bodies_left_out(snapshot)
    openings = Openings.of(Ground(snapshot, counts), asker, away | aside, inside.bodies)
    considered = int(np.count_nonzero(openings.candidates & openings.near))
    suggestions = _suggestions(openings, request)
    return TablesAnswer(
        provenance=Provenance(
            revision=snapshot.revision,
            scope=part,
            method="tables",
            evidence=evidence_of(snapshot, counts),
            parameters={
                "view": str(ViewKind.TWO_MODE),
                "asker": asker.id,
                "purpose": str(request.purpose.name),
                "limit": request.limit,
            },
            left_out=tuple(sorted({*inside.everywhere.left_out(snapshot), *away})),
            seconds=time.perf_counter() - started,
        ),
        asker=asker.id,
        purpose=request.purpose,
        considered=considered,
        suggestions=suggestions,
        sentence=_summary(asker, request.purpose, inside, considered, len(suggestions)),
        set_aside=tuple(sorted(aside)),
        notes=(*inside.notes(), *feedback.notes(len(aside))),
    )


def scored(
    openings: Openings, purpose: Purpose
) -> tuple[dict[FeatureName, Scores], NDArray[np.float64]]:
    """Return every feature of every body, and their sums by the weights of a purpose.

    A number that cannot be known counts as 0. Only those of candidates mean anything.
    """
    scores = {name: feature(openings) for name, feature in FEATURES.items()}
    total = np.zeros(len(openings.candidates))
    for name, found in scores.items():
        total += purpose.weight_of(name) * np.nan_to_num(found.values)
    return scores, total


def _suggestions(openings: Openings, request: Request) -> tuple[TableSuggestion, ...]:
    purpose, snapshot = request.purpose, openings.ground.snapshot
    scores, total = scored(openings, purpose)
    needed = np.zeros(len(total), dtype=np.bool_)
    for name in purpose.needs:
        needed |= np.nan_to_num(scores[name].values) > 0
    good = openings.candidates & openings.near & needed & (total >= LEAST_SCORE)
    places = {snapshot.body_ids[place]: int(place) for place in np.flatnonzero(good)}
    ranks = competition_ranks({item: float(total[place]) for item, place in places.items()})
    said = snapshot.said_to.get(openings.asker.id, {})
    found = []
    for item, rank in list(ranks.items())[: request.limit]:
        features = explained(places[item], scores, purpose)
        found.append(
            TableSuggestion(
                body=item,
                partnership=snapshot.partnership_of[item],
                rank=rank,
                score=rounded(float(total[places[item]])),
                features=features,
                sentence=why(features),
                feedback=said[item].verdict if item in said else None,
            )
        )
    return tuple(found)


def _summary(
    asker: Asker, purpose: Purpose, inside: Inside, considered: int, count: int
) -> Message:
    if count:
        return messages(
            "{count} table for {asker} to join, out of {considered}.",
            "{count} tables for {asker} to join, out of {considered}.",
            count,
            count=count,
            asker=asker.record,
            considered=inside.tables_looked_at(considered),
        )
    if not len(asker.bodies) and not asker.places:
        return message(
            "{asker} has no seat on this day and no place on record, so nothing speaks for "
            "any table.",
            asker=asker.record,
        )
    if considered:
        return _NONE[purpose.name]
    nothing = inside.nothing(asker.record)
    if nothing is not None:
        return nothing
    return message("There is no table around that {asker} does not sit on.", asker=asker.record)
