"""Who next: partners for an organization, and organizations to invite to a body or partnership."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from graphsvc.analytics import sentences
from graphsvc.analytics.choices import choose
from graphsvc.analytics.declared import works_with
from graphsvc.analytics.provenance import Provenance
from graphsvc.analytics.ranks import competition_ranks, rounded
from graphsvc.analytics.scope import WHOLE, Exclusion, Scope
from graphsvc.analytics.sector_counts import SectorCounts
from graphsvc.analytics.views import Evidence, ViewKind
from graphsvc.errors import InvalidInput
from graphsvc.language import Message, message, messages
from graphsvc.model.snapshot import Snapshot
from graphsvc.recommend import feedback
from graphsvc.recommend.answer import FeatureScore, RecommendationsAnswer, Sense, Suggestion
from graphsvc.recommend.asker import Asker
from graphsvc.recommend.features import FEATURES, Scores
from graphsvc.recommend.inside import Inside
from graphsvc.recommend.purposes import FeatureName, Purpose, PurposeName, purpose_named
from graphsvc.recommend.steps import Network
from graphsvc.recommend.surroundings import Surroundings

# A suggestion below a tenth of what is possible is not worth an e-mail: of 0.95, where nobody's
# populations are on record.
LEAST_SCORE = 0.095
MOST_SUGGESTIONS = 100
_MOST_SENTENCES = 3
# What adds less than this to a score is in the list of features, not in the sentence.
_LEAST_SAID = 0.01


def partners(  # noqa: PLR0913 - what a reader can choose, each with a default
    snapshot: Snapshot,
    organization: str,
    as_of: str,
    *,
    purpose: str = PurposeName.BALANCED,
    limit: int = 10,
    sense: str = Sense.STRANGERS,
    exclude: AbstractSet[Exclusion] = frozenset(),
    scope: str = WHOLE,
) -> RecommendationsAnswer:
    """Suggest partners to an organization.

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
    sense
        `strangers`: organizations with which it shares no body. `acquaintances`: those with which
        it does, but reports no collaboration on the day. What others report of it changes nothing:
        it is told in confidence, and whom the answer leaves out would tell it.
    exclude
        Linking nodes to leave out: they are neither suggested nor ways to others. Who shares a body
        through a seat that is left out is no stranger.
    scope
        `all` for whoever is around; or the id of a partnership, a body or an organization: then
        everybody who sits inside it (`Scope`), near or not, and nobody else.

    Returns
    -------
    RecommendationsAnswer
        Organizations that exist on the day; never the asker, its parents or their departments. Each
        has at least one feature that the purpose needs, evidence, and a score of at least 0.095.

    Raises
    ------
    NotFound
        There is no such organization or scope.
    InvalidInput
        There is no such day, purpose or sense, or the limit is out of range.

    Notes
    -----
    Time O(memberships x (PageRank steps + candidates / 64 x longest distance)). Deterministic.
    """
    started = time.perf_counter()
    part = Scope.checked(snapshot, scope, as_of, frozenset(exclude))
    request = Request.checked(part, purpose, limit, sense)
    counts = SectorCounts.on(snapshot, as_of, part.exclude)
    asker = Asker.organization(snapshot, counts.seating, counts.areas, organization)
    known: frozenset[str] = frozenset()
    if request.sense is Sense.ACQUAINTANCES:
        known = works_with(snapshot, organization, as_of)
    return _answer(snapshot, counts, asker, request, known, started)


def invitations(
    snapshot: Snapshot,
    item: str,
    as_of: str,
    *,
    purpose: str = PurposeName.BALANCED,
    limit: int = 10,
    exclude: AbstractSet[Exclusion] = frozenset(),
    scope: str = WHOLE,
) -> RecommendationsAnswer:
    """Suggest organizations to invite to a body or a partnership.

    Parameters
    ----------
    snapshot, as_of, purpose, limit, exclude, scope
        As for `partners`.
    item
        Id of the body or partnership.

    Returns
    -------
    RecommendationsAnswer
        Organizations without a seat there; the body stands for an organization that would sit on it
        alone, so that what is near to its members is near to it.

    Raises
    ------
    NotFound
        There is no such body, partnership or scope.
    InvalidInput
        As for `partners`.

    Notes
    -----
    As for `partners`.
    """
    started = time.perf_counter()
    part = Scope.checked(snapshot, scope, as_of, frozenset(exclude))
    request = Request.checked(part, purpose, limit, Sense.STRANGERS)
    counts = SectorCounts.on(snapshot, as_of, part.exclude)
    asker = Asker.table(snapshot, item)
    return _answer(snapshot, counts, asker, request, frozenset(), started)


@dataclass(frozen=True, slots=True)
class Request:
    """What a reader chose: where, the day, whom to leave out, what for, how many, among whom."""

    scope: Scope
    purpose: Purpose
    limit: int
    sense: Sense

    @classmethod
    def checked(cls, scope: Scope, purpose: str, limit: int, sense: str) -> Request:
        """Check what was chosen.

        Raises
        ------
        InvalidInput
            There is no such purpose or sense, or the limit is out of range.
        """
        if not 1 <= limit <= MOST_SUGGESTIONS:
            raise InvalidInput.single(
                message("{limit} suggestions cannot be asked for.", limit=limit),
                message("Ask for 1 to {most}.", most=MOST_SUGGESTIONS),
                field="limit",
            )
        name = choose(PurposeName, purpose, "purpose")
        return cls(scope, purpose_named(name), limit, choose(Sense, sense, "sense"))


def _answer(
    snapshot: Snapshot,
    counts: SectorCounts,
    asker: Asker,
    request: Request,
    known: frozenset[str],
    started: float,
) -> RecommendationsAnswer:
    inside, network = Inside(snapshot, request.scope), Network.of(counts.seating.seats)
    around = Surroundings(
        snapshot=snapshot,
        counts=counts,
        network=network,
        asker=asker,
        together=request.sense is Sense.ACQUAINTANCES,
        known=known,
        left_out=inside.everywhere.left_out(snapshot),
        set_aside=snapshot.set_aside(asker.id),
        inside=inside.organizations(network),
    )
    considered = int(np.count_nonzero(around.candidates & around.around))
    suggestions = _suggestions(around, request)
    return RecommendationsAnswer(
        provenance=Provenance(
            revision=snapshot.revision,
            scope=request.scope,
            method="recommendations",
            evidence=evidence_of(snapshot, counts),
            parameters={
                "view": str(ViewKind.TWO_MODE),
                "asker": asker.id,
                "purpose": str(request.purpose.name),
                "limit": request.limit,
                "sense": str(request.sense),
            },
            left_out=tuple(sorted(around.left_out | inside.everywhere.bodies_left_out(snapshot))),
            seconds=time.perf_counter() - started,
        ),
        asker=asker.id,
        purpose=request.purpose,
        sense=request.sense,
        considered=considered,
        suggestions=suggestions,
        sentence=_summary(asker, request, inside, considered, len(suggestions)),
        set_aside=tuple(sorted(around.set_aside)),
        notes=(*inside.notes(), *feedback.notes(len(around.set_aside))),
    )


def _suggestions(around: Surroundings, request: Request) -> tuple[Suggestion, ...]:
    purpose = request.purpose
    scores = {name: feature(around) for name, feature in FEATURES.items()}
    values = {name: np.nan_to_num(found.values) for name, found in scores.items()}
    total = np.zeros(len(around.candidates))
    needed = np.zeros(len(around.candidates), dtype=np.bool_)
    for name in FEATURES:
        total += purpose.weight_of(name) * values[name]
        if name in purpose.needs:
            needed |= values[name] > 0
    good = around.candidates & around.around & needed & (total >= LEAST_SCORE)
    ids = around.snapshot.organization_ids
    rows = {ids[row]: int(row) for row in np.flatnonzero(good)}
    ranks = competition_ranks({item: float(total[row]) for item, row in rows.items()})
    said = around.snapshot.said_to.get(around.asker.id, {})
    found = []
    for item, rank in list(ranks.items())[: request.limit]:
        features = explained(rows[item], scores, purpose)
        found.append(
            Suggestion(
                organization=item,
                rank=rank,
                score=rounded(float(total[rows[item]])),
                features=features,
                sentence=why(features),
                feedback=said[item].verdict if item in said else None,
            )
        )
    return tuple(found)


def explained(
    row: int, scores: Mapping[FeatureName, Scores], purpose: Purpose
) -> tuple[FeatureScore, ...]:
    """Return what each feature says of the candidate at a position, with its evidence."""
    found = []
    for name, score in scores.items():
        value = float(score.values[row])
        reason = score.reason(row) if value > 0 else None
        found.append(
            FeatureScore(
                feature=name,
                value=None if math.isnan(value) else value,
                raw=float(score.raw[row]),
                weight=purpose.weight_of(name),
                sentence=reason.sentence if reason else None,
                evidence=reason.evidence if reason else (),
            )
        )
    return tuple(found)


def why(features: Sequence[FeatureScore]) -> Message:
    """Put the reasons that count most into words; of a path and shared contacts only one."""
    said: list[Message] = []
    near = False
    for feature in sorted(features, key=lambda one: -one.weight * (one.value or 0.0)):
        if said and feature.weight * (feature.value or 0.0) < _LEAST_SAID:
            break
        nearness = feature.feature in (FeatureName.PROXIMITY, FeatureName.COMMON_GROUND)
        if feature.sentence is None or (nearness and near) or len(said) == _MOST_SENTENCES:
            continue
        near = near or nearness
        said.append(feature.sentence)
    return sentences.paragraph(said)


def _summary(
    asker: Asker, request: Request, inside: Inside, considered: int, count: int
) -> Message:
    if count:
        return messages(
            "{count} suggestion for {asker}, out of {considered}.",
            "{count} suggestions for {asker}, out of {considered}.",
            count,
            count=count,
            asker=asker.record,
            considered=inside.organizations_looked_at(considered),
        )
    if not len(asker.bodies) and not asker.places:
        return message(
            "{asker} has no seat on this day and no place on record, so nothing speaks for "
            "anybody.",
            asker=asker.record,
        )
    if considered:
        return request.purpose.nobody
    nothing = inside.nothing(asker.record)
    if nothing is not None:
        return nothing
    if request.sense is Sense.ACQUAINTANCES:
        return message(
            "{asker} shares no table with anybody it does not work with already.",
            asker=asker.record,
        )
    return message("There is nobody around that {asker} is not tied to.", asker=asker.record)


def evidence_of(snapshot: Snapshot, counts: SectorCounts) -> Evidence:
    """Say on what the whole graph of the day stands."""
    seats = counts.seating.seats
    rows = np.flatnonzero(snapshot.seats.active(counts.as_of))
    sources = {snapshot.seats[row].sources for row in rows}
    dates = {snapshot.sources[item].date for found in sources for item in found}
    known = sorted(date for date in dates if date)
    whole = Scope(WHOLE, counts.as_of)
    bodies = whole.bodies(snapshot)
    filled = len(np.unique(seats.tocoo().col))
    return Evidence(
        bodies=len(bodies),
        bodies_without_members=len(bodies) - filled,
        organizations=int(np.count_nonzero(counts.seating.present)),
        memberships=int(seats.nnz),
        earliest=known[0] if known else None,
        latest=known[-1] if known else None,
    ).with_response(snapshot, whole)
