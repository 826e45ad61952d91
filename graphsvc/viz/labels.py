"""Names short enough to stand on a map, and still different and telling there."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphsvc.language import Language
from graphsvc.viz.scene import Node, NodeKind

# Two lines of these lengths stand beside a node; where there is less room, one line does.
_SHORT, _BRIEF = 40, 28
# From so many letters on, an abbreviation that everybody knows is better than a cut.
_ABBREVIATED_FROM = 30
# Looked at from either end of a name; further in nothing tells more.
_MOST_WORDS = 12
# Nearly every partnership has these words in its name; their usual abbreviations tell as much.
_ABBREVIATIONS = (
    (re.compile(r"\blocal immigration partnership\b", re.IGNORECASE), "LIP"),
    (
        re.compile(
            r"\bpartenariat local (?:pour l|en matière d|d|en )['’]? ?immigration\b", re.IGNORECASE
        ),
        "PLI",
    ),
)
# Words that tell nothing where they begin or end what is left of a name.
_SMALL = frozenset(
    (
        *("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to"),
        *("au", "aux", "avec", "d", "dans", "de", "des", "du", "en", "et", "l", "la", "le", "les"),
        *("ou", "par", "pour", "sur", "un", "une"),
    )
)
# What councils, tables and partnerships are called anyway.
_COMMON = frozenset(
    (
        *("committee", "council", "group", "lip", "network", "partnership", "strategy", "table"),
        *("comité", "conseil", "groupe", "partenariat", "pli", "réseau", "stratégie"),
    )
)
_ELIDED = re.compile("^(?:d|l|qu)'(?=.)")
_INITIALS = re.compile(r"\(([A-Z]{3,8})\)")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_GAP = "…"
# What a word counts more where it tells a name from one that would be cut to the same, and how many
# times as much the first word counts.
_TELLS_APART, _FIRST = 20.0, 1.6
_EDGES = " ,;:–-—/&(|"


@dataclass(frozen=True, slots=True)
class MapName:
    """What a node is called on one map.

    Attributes
    ----------
    full
        Its name, without what the partnership in the middle of the map says already.
    short, brief
        The same for where there is less room; different from all others on the map.
    """

    full: str
    short: str
    brief: str


def map_names(nodes: Iterable[Node], language: Language) -> dict[str, MapName]:
    """Name the nodes of one map.

    Parameters
    ----------
    nodes
        All that are on it.
    language
        The reader's language.

    Returns
    -------
    dict
        By id. Nodes with different names have different short ones.

    Notes
    -----
    What is left out first are the words that most others on the map have too. O(letters).
    """
    nodes = sorted(nodes, key=lambda node: node.id)
    full = _without_the_whole(nodes, {node.id: _abbreviated(language.name(node)) for node in nodes})
    words = {item: _Words(name) for item, name in full.items()}
    shared = Counter(word for each in words.values() for word in set(each.folded))
    weight = {word: _weight(word, count, len(nodes)) for word, count in shared.items()}
    short = _different(full, words, weight, _SHORT)
    brief = _different(full, words, weight, _BRIEF)
    return {item: MapName(full[item], short[item], brief[item]) for item in full}


def _abbreviated(name: str) -> str:
    """Say in three letters what nearly every partnership is called.

    >>> _abbreviated("Simcoe County Local Immigration Partnership")
    'Simcoe County LIP'
    """
    name = " ".join(name.split())
    return _every_abbreviation(name) if len(name) > _ABBREVIATED_FROM else name


def _every_abbreviation(name: str) -> str:
    for words, abbreviation in _ABBREVIATIONS:
        name = words.sub(abbreviation, name)
    return name


class _Words:
    """A name as words, without what stands in brackets, and as they are compared."""

    def __init__(self, name: str) -> None:
        self.words = _BRACKETS.sub(" ", name).split() or name.split()
        self.folded = [_folded(word) for word in self.words]


def _folded(word: str) -> str:
    return _ELIDED.sub("", word.casefold().replace("’", "'").strip(".,;:()'\"«»"))


def _weight(word: str, count: int, names: int) -> float:
    """Tell how much a word tells: the rarer on the map, the more."""
    if word in _SMALL or not any(map(str.isalnum, word)):
        return 0.0
    return 0.4 + math.log((names + 1) / count) ** 2


def _without_the_whole(nodes: Sequence[Node], names: Mapping[str, str]) -> dict[str, str]:
    """Leave the name of the partnership out of those of its tables, where it is on the map alone.

    With several partnerships, their names tell their tables apart.
    """
    wholes = [node for node in nodes if node.kind is NodeKind.PARTNERSHIP]
    bodies = [node for node in nodes if node.kind is NodeKind.BODY]
    if len(wholes) != 1 or any(node.partnership != wholes[0].id for node in bodies):
        return dict(names)
    said = [each for name in _names_of(wholes[0]) for each in (name, _every_abbreviation(name))]
    rests = {
        node.id: min((_rest(names[node.id], name) for name in said), key=len) for node in bodies
    }
    count = Counter(rest.casefold() for rest in rests.values())
    others = {name.casefold() for item, name in names.items() if item not in rests}
    kept = {
        item: rest
        for item, rest in rests.items()
        if count[rest.casefold()] == 1 and rest.casefold() not in others
    }
    return {**names, **kept}


def _names_of(node: Node) -> tuple[str, ...]:
    return tuple(name for name in (node.name, node.name_fr) if name)


def _rest(name: str, whole: str) -> str:
    """Return what a name says beside that of the whole, at its beginning or at its end.

    >>> _rest("Lake LIP – Health table", "Lake LIP")
    'Health table'
    >>> _rest("Comité directeur Logement de Lac-Bleu", "Partenariat local de Lac-Bleu")
    'Comité directeur Logement'
    >>> _rest("Lake LIP", "Lake LIP")
    'Lake LIP'
    """
    own, other = _Words(name), _Words(whole)
    start = _in_common(own.folded, other.folded)
    end = _in_common(own.folded[::-1], other.folded[::-1])
    rests = (own.words[start:], own.words[: len(own.words) - end])
    made = [_trimmed(" ".join(rest)) for rest in rests]
    telling = [rest for rest in made if any(len(word) > 3 for word in rest.split())]
    best = min((*telling, name), key=len)
    return best[:1].upper() + best[1:]


def _in_common(first: Sequence[str], second: Sequence[str]) -> int:
    """Count the words that two names begin with; of "of" or "group" alone, none."""
    count = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        count += 1
    return count if any(word not in _SMALL | _COMMON for word in first[:count]) else 0


def _trimmed(text: str) -> str:
    """Take small words and dashes from both ends."""
    words = text.strip(_EDGES).split()
    while words and _is_small(words[-1]):
        words.pop()
    while words and _is_small(words[0]):
        words.pop(0)
    return " ".join(words).strip(_EDGES)


def _is_small(word: str) -> bool:
    return _folded(word) in _SMALL or not any(map(str.isalnum, word))


def _different(
    full: Mapping[str, str],
    words: Mapping[str, _Words],
    weight: Mapping[str, float],
    longest: int,
) -> dict[str, str]:
    """Shorten names so that different ones stay different."""
    # Those that are short enough keep their names; the others must not take them.
    folded = {item: name.casefold() for item, name in full.items()}
    taken = {name: name for name in folded.values() if len(name) <= longest}
    ends = _Ends(folded.values())
    found = {}
    for item, name in full.items():
        text = next(_shorter(name, words[item], weight, longest))
        others = ends.of(text.casefold()) if text != name else set()
        own = _apart(words[item], others | {name}, weight) if others - {folded[item]} else weight
        for shorter in _shorter(name, words[item], own, longest):
            if taken.setdefault(shorter.casefold(), folded[item]) == folded[item]:
                found[item] = shorter
                break
    return found


class _Ends:
    """Names by the words they begin and end with."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_end: dict[tuple[int, str], set[str]] = defaultdict(set)
        for name in names:
            words = name.split() or [""]
            for place in (0, -1):
                self._by_end[place, words[place]].add(name)

    def of(self, text: str) -> set[str]:
        """Return the names that begin and end as a cut one."""
        left, _, right = (part.strip() for part in text.partition(_GAP))
        place, part = (0, left) if left else (-1, right)
        near = self._by_end[place, (part.split() or [""])[place]]
        return {name for name in near if name.startswith(left) and name.endswith(right)}


def _apart(words: _Words, names: Iterable[str], weight: Mapping[str, float]) -> dict[str, float]:
    """Let the words count most that not all of these names have."""
    shared = set.intersection(*(set(_Words(name).folded) for name in names))
    return {
        word: weight[word] + (_TELLS_APART if weight[word] and word not in shared else 0.0)
        for word in words.folded
    }


def _shorter(name: str, words: _Words, weight: Mapping[str, float], longest: int) -> Iterator[str]:
    """Yield shorter forms of a name, the most telling first, and then those with more room."""
    if len(name) > longest:
        plain = " ".join(words.words)
        if len(plain) <= longest:
            yield plain
            yield from _INITIALS.findall(name)
    while len(name) > longest:
        yield from _cuts(words, weight, longest)
        # One long word, or none that differs: the two ends.
        yield f"{name[: longest * 2 // 3].rstrip()}…{name[-(longest // 3 - 1) :].lstrip()}"
        longest = longest * 3 // 2
    yield name


def _cuts(words: _Words, weight: Mapping[str, float], longest: int) -> list[str]:
    """Return what is left of a name without some words in a row, the most telling first."""
    count = len(words.words)
    starts, ends = range(min(count, _MOST_WORDS) + 1), range(max(1, count - _MOST_WORDS), count + 1)
    left = [_trimmed(" ".join(words.words[:start])) for start in starts]
    right = {end: _trimmed(" ".join(words.words[end:])) for end in ends}
    # What it is called first is how it is looked for.
    worth = [weight[word] * (1 if at else _FIRST) for at, word in enumerate(words.folded)]
    made: dict[str, float] = {}
    for start in starts:
        for end in ends[max(0, start + 1 - ends.start) :]:
            text = _joined(left[start], right[end])
            if len(_GAP) < len(text) <= longest:
                made[text] = sum(worth[:start]) + sum(worth[end:])
    return sorted(made, key=lambda text: (-made[text], len(text)))


def _joined(left: str, right: str) -> str:
    if not right:
        return f"{left}{_GAP}"
    return f"{left} {_GAP} {right}" if left else f"{_GAP}{right}"
