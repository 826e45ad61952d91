"""Founds the organizations of the region: names, sectors, languages, departments, places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from graphsvc.demonstration.chance import Chance
from graphsvc.demonstration.draft import Draft
from graphsvc.demonstration.geography import Locality
from graphsvc.demonstration.names import Name, Names
from graphsvc.demonstration.outline import Outline
from graphsvc.demonstration.words import Department, words
from graphsvc.model import ids
from graphsvc.model.entities import Organization
from graphsvc.model.sectors import Sector
from graphsvc.model.vocabulary import Confidence, PlaceKind, PlaceTieKind, Population

_DIRECTORY_DATE = "2025-10-01"
_MOST_ACTIVE = 5.0
# A label of a host name has at most 63 characters.
_LONGEST_LABEL = 60
_GOVERNMENTS = frozenset({Sector.GOV_FEDERAL, Sector.GOV_PROVINCIAL})


@dataclass(slots=True, eq=False)
class Actor:
    """An organization at work.

    Attributes
    ----------
    activity
        Weight with which it is drawn onto councils and tables; Pareto-distributed from 1.
    localities
        Where it works; it is located in the first.
    joined
        Numbers of the partnerships in which it holds seats.
    attends
        Share of meetings it comes to.
    """

    record: Organization
    activity: float
    localities: tuple[Locality, ...]
    joined: list[int] = field(default_factory=list)
    attends: float = 0.8
    drifts: bool = False

    @property
    def id(self) -> str:
        """The id of the organization."""
        return self.record.id

    @property
    def sector(self) -> Sector:
        """The primary sector."""
        return self.record.sectors[0]


@dataclass(slots=True)
class Register:
    """Founds organizations, no two of them with one name."""

    seed: int
    draft: Draft
    actors: list[Actor] = field(default_factory=list)
    _names: Names = field(default_factory=Names)
    _aliases: set[str] = field(default_factory=set)
    _streams: dict[str, Chance] = field(default_factory=dict)

    def local(self, outline: Outline, sector: Sector, avoid: Sector | None = None) -> Actor | None:
        """Found an organization of one partnership; `avoid` is no further sector of it.

        Returns
        -------
        Actor or None
            None where all names for such an organization are taken.
        """
        chance = self._stream(outline)
        name = self._names.local(chance, outline.localities, sector)
        if name is None:
            return None
        others = [place for place in outline.localities if place.id != name.locality.id]
        served = (name.locality, *chance.shuffled(others)[: chance.below(3)])
        return self._found(outline, sector, name, served, avoid=avoid)

    def regional(
        self, outline: Outline, sector: Sector, counties: Sequence[Locality]
    ) -> Actor | None:
        """Found an organization that works across a county, or across two where names run out."""
        chance = self._stream(outline)
        areas = [counties[:1], *(([counties[0], other]) for other in counties[1:])]
        if len(counties) > 2:
            areas = areas[1:]
        for area in areas:
            name = self._names.regional(chance, area, sector)
            if name is not None:
                return self._found(outline, sector, name, outline.localities[:1])
        return None

    def single(
        self,
        outline: Outline,
        reach: str,
        sector: Sector,
        place: Locality,
        part_of: Actor | None = None,
    ) -> Actor:
        """Found the one organization of its kind in a place, such as its municipality."""
        pattern = words().single[reach]
        at = place if place.place.kind is PlaceKind.MUNICIPALITY else outline.main
        name = Name(*pattern.fill(place.name), at)
        self._names.claim(name.english)
        parent = part_of.id if part_of else None
        return self._found(outline, sector, name, (at,), part_of=parent, bilingual=True)

    def department(self, outline: Outline, parent: Actor, department: Department) -> Actor | None:
        """Found a department of an organization; None where it has been founded before."""
        record = parent.record
        name = Name(
            f"{record.name} – {department.name}",
            f"{record.name_fr or record.name} – {department.name_fr}",
            parent.localities[0],
        )
        if not self._names.claim(name.english):
            return None
        places = parent.localities
        return self._found(
            outline, department.sector, name, places, part_of=record.id, bilingual=True
        )

    def close(self, actor: Actor, date: str) -> None:
        """Note that an organization was dissolved."""
        actor.record = replace(actor.record, until=date)

    def finish(self) -> None:
        """Put the records and their places into the draft, once nothing more changes."""
        for actor in self.actors:
            self.draft.organizations.append(actor.record)
            self.draft.tie_to_place(actor.record, PlaceTieKind.LOCATED_IN, actor.localities[0].id)
            for place in dict.fromkeys(locality.id for locality in actor.localities):
                self.draft.tie_to_place(actor.record, PlaceTieKind.SERVES, place)

    def _stream(self, outline: Outline) -> Chance:
        if outline.key not in self._streams:
            self._streams[outline.key] = Chance(self.seed, "organizations", outline.key)
        return self._streams[outline.key]

    def _found(
        self,
        outline: Outline,
        sector: Sector,
        name: Name,
        localities: tuple[Locality, ...],
        *,
        part_of: str | None = None,
        avoid: Sector | None = None,
        bilingual: bool = False,
    ) -> Actor:
        chance = self._stream(outline)
        english, french = self._in_languages(chance, sector, name)
        french = name.french if bilingual else french
        item = ids.make(ids.ORGANIZATION, f"demo {name.english}")
        label = ids.slug(name.english)[:_LONGEST_LABEL].strip("-")
        record = Organization(
            id=item,
            name=english,
            name_fr=french,
            aliases=self._acronym(chance, name.english),
            sectors=_sectors(chance, sector, avoid),
            part_of=part_of,
            languages=_languages(chance, sector, name),
            populations=_populations(Chance(self.seed, "populations", item), sector),
            website=f"https://{label}.example.org" if chance.happens(0.6) else None,
            since=str(chance.within(1950, 2013)) if chance.happens(0.25) else None,
            sources=self.draft.cite(
                outline.key, "directory", f"Directory of services, {outline.name}", _DIRECTORY_DATE
            ),
            confidence=Confidence.HIGH if chance.happens(0.8) else Confidence.MEDIUM,
        )
        activity = chance.heavy_tailed(_MOST_ACTIVE)
        actor = Actor(record, activity, localities, attends=0.6 + 0.35 * chance.fraction())
        self.actors.append(actor)
        return actor

    def _in_languages(self, chance: Chance, sector: Sector, name: Name) -> tuple[str, str | None]:
        """Choose which names an organization goes by: many have an English one only."""
        if sector is Sector.FRANCOPHONE and chance.happens(0.5):
            return name.french, name.french
        if chance.happens(words().sectors[sector].french):
            return name.english, name.french
        return name.english, None

    def _acronym(self, chance: Chance, name: str) -> tuple[str, ...]:
        letters = "".join(word[0] for word in name.split() if word[0].isupper())
        if len(letters) < 3 or letters in self._aliases or not chance.happens(0.2):
            return ()
        self._aliases.add(letters)
        return (letters,)


def _sectors(chance: Chance, sector: Sector, avoid: Sector | None) -> tuple[Sector, ...]:
    others = [other for other in words().sectors[sector].others if other is not avoid]
    count = chance.weighted((0, 1, 2), (0.65, 0.25, 0.10))
    return (sector, *sorted(chance.shuffled(others)[:count]))


def _languages(chance: Chance, sector: Sector, name: Name) -> tuple[str, ...]:
    if name.language:
        return ("en", name.language)
    if sector is Sector.FRANCOPHONE:
        return ("fr",) if chance.happens(0.5) else ("fr", "en")
    if sector in _GOVERNMENTS:
        return ("en", "fr")
    return chance.weighted(((), ("en",), ("en", "fr")), (0.2, 0.5, 0.3))


def _populations(chance: Chance, sector: Sector) -> tuple[Population, ...]:
    typical = words().sectors[sector].populations
    is_known = chance.happens(0.7)
    return tuple(each for each in typical if is_known and chance.happens(0.4))
