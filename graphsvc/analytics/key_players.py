"""Key players: the organizations that together fragment a network most, or reach most of it."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from graphsvc.analytics import sentences
from graphsvc.analytics.choices import choose
from graphsvc.analytics.key_samples import grounds, sampling
from graphsvc.analytics.key_sets import Criterion, Ground, Set, Worth, search
from graphsvc.analytics.passing import Sample
from graphsvc.analytics.provenance import Provenance
from graphsvc.analytics.scope import Scope
from graphsvc.analytics.views import ViewKind, Weighting, evidence, two_mode
from graphsvc.errors import Fault, InvalidInput, Where
from graphsvc.language import Message, message, messages
from graphsvc.model.snapshot import Snapshot

__all__ = [
    "MOST_PLAYERS",
    "MOST_STEPS",
    "Aim",
    "FragmentBy",
    "KeyPlayer",
    "KeyPlayersAnswer",
    "KeySet",
    "ReachBy",
    "key_players",
    "seconds_of_key_players",
]

PLAYERS, MOST_PLAYERS, MOST_STEPS = 3, 20, 10
_MOST_NAMED = 8


class Aim(StrEnum):
    """What a set is for."""

    FRAGMENT = "fragment"
    REACH = "reach"
    BETWEENNESS = "betweenness"


class FragmentBy(StrEnum):
    """What the set that fragments is sought by."""

    FRAGMENTATION = "fragmentation"
    DISTANCE_FRAGMENTATION = "distance_fragmentation"


class ReachBy(StrEnum):
    """What the set that reaches is sought by."""

    REACH = "reach"
    M_REACH = "m_reach"


@dataclass(frozen=True, slots=True)
class KeyPlayer:
    """One organization of a set.

    Attributes
    ----------
    organization
        Its id.
    alone
        What the criterion of the set is for this organization alone.
    """

    organization: str
    alone: float | None


@dataclass(frozen=True, slots=True)
class KeySet:
    """A set of organizations, and what it does to the network.

    Attributes
    ----------
    aim
        `fragment`: chosen to break the network up; `reach`: chosen to reach most of it;
        `betweenness`: those with the largest two-mode betweenness, to compare with.
    criterion
        What it was chosen by; for `betweenness`, by what `alone` is told.
    players
        The organizations, in order of id.
    worth
        What the set does, by every criterion.
    sentence
        The same in words.
    """

    aim: Aim
    criterion: Criterion
    players: tuple[KeyPlayer, ...]
    worth: Worth
    sentence: Message


@dataclass(frozen=True, slots=True)
class KeyPlayersAnswer:
    """The sets of a size that together fragment a network most and that reach most of it.

    Attributes
    ----------
    size
        How many organizations are in a set.
    organizations
        How many there are in all.
    fragmentation, distance_fragmentation
        Of the network as it is, with everybody; null where there are fewer than two.
    rows
        The sets.
    approximate
        The numbers that were estimated, since they take too long, and how: here, of the rows, and
        `betweenness`, by which candidates come. None where all are exact.
    notes
        What is not exact, in words.
    """

    provenance: Provenance
    size: int
    organizations: int
    fragmentation: float | None
    distance_fragmentation: float | None
    rows: tuple[KeySet, ...]
    approximate: Mapping[str, Sample]
    notes: tuple[Message, ...]


def key_players(
    snapshot: Snapshot,
    scope: Scope,
    *,
    k: int = PLAYERS,
    fragment_by: str = FragmentBy.DISTANCE_FRAGMENTATION,
    reach_by: str = ReachBy.REACH,
    steps: int = 1,
) -> KeyPlayersAnswer:
    """Find the k organizations that together fragment a network most, and that reach most of it.

    The best set is not made of the best ones: two organizations between the same parts do each
    other's work. So both sets are told beside the k with the largest betweenness.

    Parameters
    ----------
    snapshot
        The graph at one revision; not modified.
    scope
        Which part of it, on which day, without whom.
    k
        How many organizations make a set, 1 to 20.
    fragment_by
        `fragmentation`: pairs out of contact; `distance_fragmentation`: distances too.
    reach_by
        `reach`: by how near everybody is; `m_reach`: by how many are within `steps`.
    steps
        Within how many steps somebody counts as reached by `m_reach`, 1 to 10; 1 where a body is
        shared.

    Returns
    -------
    KeyPlayersAnswer
        Three sets; none where there are fewer than k + 2 organizations.

    Raises
    ------
    InvalidInput
        An unknown criterion, or k or steps out of range.

    Notes
    -----
    KPP-Neg and KPP-Pos. Organizations are tied where they share a body. Each set is judged exactly,
    and found by greedy choice with swaps, so there may be a better one. By distance fragmentation
    only those most between are tried in each step where trying all would take long; the parameter
    `tried` tells how many. Time O(steps of the search x tried x organizations / 64 x ties).

    Where organizations x ties (both ways) are more than 2 billion, distances are looked at from
    some organizations, drawn by lot: 512 while sets are sought and 1,024 others to judge those
    found. Distance fragmentation is then an estimate, with the error in `approximate` (Hoeffding's,
    without replacement); fragmentation and both kinds of reach are exact. Whom to add for reach is
    told by the sample, and of those 128 are tried exactly; for `m_reach` within two steps all are.

    References
    ----------
    .. [1] Borgatti, S. P., Computational & Mathematical Organization Theory 12 (2006), 21-34.
    .. [2] Hoeffding, W., J. American Statistical Association 58 (1963), 13-30.
    """
    started = time.perf_counter()
    removal = choose(FragmentBy, fragment_by, "fragment_by")
    reach = choose(ReachBy, reach_by, "reach_by")
    graph = two_mode(snapshot, scope)
    _check(k, steps)
    ground, judge = grounds(graph)
    whole = judge.worth((), steps)
    by = Criterion(removal), Criterion(reach)
    parameters = {
        "view": str(ViewKind.ONE_MODE),
        "weighting": str(Weighting.BINARY),
        "k": k,
        "fragment_by": str(removal),
        "reach_by": str(reach),
        "steps": steps,
        "tried": ground.tried if removal is FragmentBy.DISTANCE_FRAGMENTATION else None,
    }
    found = _sets(snapshot, (ground, judge), k, by, steps)
    told = sampling(ground, judge, k, steps if reach is ReachBy.M_REACH else None)
    parameters |= told.parameters
    return KeyPlayersAnswer(
        provenance=Provenance(
            revision=snapshot.revision,
            scope=scope,
            method="key_players",
            evidence=evidence(snapshot, scope, graph),
            parameters=parameters,
            left_out=tuple(sorted(scope.left_out(snapshot) | scope.bodies_left_out(snapshot))),
            seconds=time.perf_counter() - started,
        ),
        size=k,
        organizations=len(ground.items),
        fragmentation=whole.fragmentation,
        distance_fragmentation=whole.distance_fragmentation,
        rows=found,
        approximate=told.approximate,
        notes=told.notes,
    )


def _check(k: int, steps: int) -> None:
    faults = []
    for name, value, most in (("k", k, MOST_PLAYERS), ("steps", steps, MOST_STEPS)):
        if not 1 <= value <= most:
            faults.append(
                Fault(
                    Where(field=name),
                    message("{value} cannot be used here.", value=value),
                    message("Use a number from 1 to {most}.", most=most),
                )
            )
    if faults:
        raise InvalidInput(faults)


def _sets(
    snapshot: Snapshot,
    pair: tuple[Ground, Ground],
    k: int,
    by: tuple[Criterion, Criterion],
    steps: int,
) -> tuple[KeySet, ...]:
    ground, judge = pair
    if len(ground.items) < k + 2:
        return ()
    between: Set = ground.between[:k]
    removal, reach = by
    worth = ground.worth(between, steps)
    if removal is Criterion.FRAGMENTATION:
        best, value = ground.most_fragmenting, -float(ground.left(between)[0])
    else:
        best, value = ground.most_distancing, -ground.left(between)[1]
    counts = np.arange(max(len(ground.items), 2), dtype=np.float64)
    each = np.ones(steps + 1) if reach is Criterion.M_REACH else 1 / np.maximum(counts, 1)
    told = worth.by(reach) or 0.0
    reaching = search(ground.most_reaching(each), k, between, told * len(ground.items))
    chosen = (
        (Aim.FRAGMENT, removal, search(best, k, between, value)),
        (Aim.REACH, reach, reaching),
        (Aim.BETWEENNESS, removal, between),
    )
    return tuple(_told(snapshot, judge, *each, steps) for each in chosen)


def _told(
    snapshot: Snapshot, ground: Ground, aim: Aim, criterion: Criterion, chosen: Set, steps: int
) -> KeySet:
    ordered = sorted(chosen)
    worth = ground.worth(tuple(ordered), steps)
    items = [ground.items[place] for place in ordered]
    return KeySet(
        aim=aim,
        criterion=criterion,
        players=tuple(
            KeyPlayer(ground.items[place], ground.worth((place,), steps).by(criterion))
            for place in ordered
        ),
        worth=worth,
        sentence=_words(snapshot, items, worth, len(ground.items), steps, aim),
    )


def _words(
    snapshot: Snapshot, items: Sequence[str], worth: Worth, size: int, steps: int, aim: Aim
) -> Message:
    named = sentences.some([snapshot.organizations[item] for item in items], _MOST_NAMED)
    apart = message(
        "Without {organizations}, {share} of 100 pairs of the others have no way to each other.",
        organizations=named,
        share=round(100 * (worth.fragmentation or 0.0), 1),
    )
    reached = messages(
        "{organizations} reach {count} of {size} organizations through a shared table, themselves "
        "included.",
        "{organizations} reach {count} of {size} organizations within {steps} steps from table to "
        "table, themselves included.",
        steps,
        organizations=named,
        count=worth.m_reached,
        size=size,
        steps=steps,
    )
    if aim is Aim.BETWEENNESS:
        return sentences.paragraph([apart, reached])
    return apart if aim is Aim.FRAGMENT else reached


def seconds_of_key_players(snapshot: Snapshot, scope: Scope, k: int, fragment_by: str) -> float:
    """Estimate how long `key_players` takes, to tell what can be waited for from a job.

    Parameters
    ----------
    snapshot, scope, k, fragment_by
        As for `key_players`.

    Returns
    -------
    float
        Seconds on an ordinary machine of 2025, good to about a factor of three.
    """
    ground, judge = grounds(two_mode(snapshot, scope))
    searches = 3 * k  # greedy, and two rounds of swaps
    tried = ground.tried if fragment_by == FragmentBy.DISTANCE_FRAGMENTATION else 0
    seconds = ground.work * (5e-9 + searches * (tried * 3e-10 + 1e-9))
    # Each set is judged anew, and so is each of its organizations alone.
    return seconds if judge is ground else seconds + judge.work * (3 * k + 4) * 5e-10
