"""Reads the word lists that names in the demonstration region are made of (`seed/demo`)."""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from graphsvc.model.sectors import Sector
from graphsvc.model.vocabulary import BodyKind, Population
from graphsvc.resources import folder

_SECTORS = {str(sector): sector for sector in Sector}
_POPULATIONS = {str(each): each for each in Population}
_BODY_KINDS = {str(kind): kind for kind in BodyKind}
_VOWELS = frozenset("AEIOUÉÈÊÎÔaeiouéèêîô")


@dataclass(frozen=True, slots=True)
class PlaceName:
    """The name of a place, ready to stand in English and French names."""

    text: str
    de: str

    @classmethod
    def of(cls, *names: str) -> PlaceName:
        """Make the name of one place, or of two together."""
        elided = (f"d'{name}" if name[0] in _VOWELS else f"de {name}" for name in names)
        return cls(" and ".join(names), " et ".join(elided))


@dataclass(frozen=True, slots=True)
class Pattern:
    """A name in two languages with gaps, `{place}` and `{de_place}` among them."""

    name: str
    name_fr: str

    def fill(self, place: PlaceName, **gaps: str) -> tuple[str, str]:
        """Fill the gaps; returns the English and the French name."""
        gaps |= {"place": place.text, "de_place": place.de}
        return self.name.format_map(gaps), self.name_fr.format_map(gaps)


@dataclass(frozen=True, slots=True)
class SectorFacts:
    """What is typical of the organizations of a sector.

    Attributes
    ----------
    share
        Of all organizations of a partnership, 0 to 1.
    regional
        Weight among the organizations that sit in several partnerships.
    french
        Share that has a French name.
    others
        Further sectors that such an organization may belong to.
    populations
        Whom such an organization may serve in particular.
    """

    share: float
    regional: float
    french: float
    others: tuple[Sector, ...]
    populations: tuple[Population, ...]


@dataclass(frozen=True, slots=True)
class Community:
    """An ethnocultural community, the French adjectives for it, and a language."""

    name: str
    feminine: str
    masculine: str
    language: str


@dataclass(frozen=True, slots=True)
class Department:
    """A part of a municipality, health region or school board that sits for itself."""

    sector: Sector
    name: str
    name_fr: str


@dataclass(frozen=True, slots=True)
class Theme:
    """What a table works on, and the sectors that come to it first."""

    sectors: frozenset[Sector]
    name: str
    name_fr: str


@dataclass(frozen=True, slots=True)
class BodyForm:
    """How a kind of council or committee is called."""

    kind: BodyKind
    local_kind: str
    pattern: Pattern


@dataclass(frozen=True)
class Words:
    """All word lists."""

    places: Mapping[str, Any]
    sectors: Mapping[Sector, SectorFacts]
    local: Mapping[Sector, tuple[Pattern, ...]]
    regional: Mapping[Sector, tuple[Pattern, ...]]
    single: Mapping[str, Pattern]
    communities: tuple[Community, ...]
    departments: Mapping[str, tuple[Department, ...]]
    themes: Mapping[str, Theme]
    councils: tuple[BodyForm, ...]
    inner: tuple[BodyForm, ...]
    tables: tuple[BodyForm, ...]
    special: Mapping[str, BodyForm]
    partnerships: tuple[Pattern, ...]
    networks: Mapping[str, Pattern]
    actions: Mapping[str, tuple[Pattern, ...]]


@cache
def words() -> Words:
    """Read the word lists, once."""
    bodies = _toml("bodies.toml")
    special = [name for name, value in bodies.items() if "local_kind" in value]
    networks = ("zip", "rif", "secretariat")
    return Words(
        places=_toml("places.toml"),
        sectors={_SECTORS[row["sector"]]: _sector(row) for row in _rows("sectors.csv")},
        local=_patterns("local"),
        regional=_patterns("regional"),
        single={row["reach"]: _pattern(row) for row in _rows("organizations.csv")},
        communities=tuple(Community(**row) for row in _rows("communities.csv")),
        departments=_departments(),
        themes={row["theme"]: _theme(row) for row in _rows("themes.csv")},
        councils=tuple(_form(table) for table in bodies["councils"]),
        inner=tuple(_form(table) for table in bodies["inner"]),
        tables=tuple(_form(table) for table in bodies["tables"]),
        special={name: _form(bodies[name]) for name in special},
        partnerships=tuple(_pattern(table) for table in bodies["partnerships"]),
        networks={name: _pattern(bodies[name]) for name in networks},
        actions=_actions(),
    )


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((folder("seed") / "demo" / name).read_text(encoding="utf-8"))


def _rows(name: str) -> list[dict[str, str]]:
    text = (folder("seed") / "demo" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _pattern(row: Mapping[str, str]) -> Pattern:
    return Pattern(row["name"], row["name_fr"])


def _form(row: Mapping[str, str]) -> BodyForm:
    return BodyForm(_BODY_KINDS[row.get("kind", "council")], row["local_kind"], _pattern(row))


def _codes(text: str) -> tuple[Sector, ...]:
    return tuple(_SECTORS[code] for code in text.split(";") if code)


def _sector(row: Mapping[str, str]) -> SectorFacts:
    return SectorFacts(
        share=int(row["share"]) / 1000,
        regional=float(row["regional"]),
        french=int(row["french"]) / 100,
        others=_codes(row["others"]),
        populations=tuple(_POPULATIONS[code] for code in row["populations"].split(";") if code),
    )


def _theme(row: Mapping[str, str]) -> Theme:
    return Theme(frozenset(_codes(row["sectors"])), row["name"], row["name_fr"])


def _patterns(reach: str) -> dict[Sector, tuple[Pattern, ...]]:
    found: dict[Sector, list[Pattern]] = defaultdict(list)
    for row in _rows("organizations.csv"):
        if row["reach"] == reach:
            found[_SECTORS[row["sector"]]].append(_pattern(row))
    return {sector: tuple(patterns) for sector, patterns in found.items()}


def _departments() -> dict[str, tuple[Department, ...]]:
    found: dict[str, list[Department]] = defaultdict(list)
    for row in _rows("departments.csv"):
        found[row["parent"]].append(
            Department(_SECTORS[row["sector"]], row["name"], row["name_fr"])
        )
    return {parent: tuple(departments) for parent, departments in found.items()}


def _actions() -> dict[str, tuple[Pattern, ...]]:
    found: dict[str, list[Pattern]] = defaultdict(list)
    for row in _rows("actions.csv"):
        found[row["theme"]].append(_pattern(row))
    return {theme: tuple(patterns) for theme, patterns in found.items()}
