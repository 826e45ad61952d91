"""Colours, shapes and dashes of the maps, and the words that say the same.

Nothing is told by colour alone: every kind of node has its own shape, every kind of tie its own
dash or width, and the legend says both in words. Twenty sectors cannot have twenty colours, so they
are drawn as six families; which sector an organization is in is said in words wherever it is named.

The six colours of a theme were chosen so that every pair stays apart (CIE76 difference of 20 or
more) for normal sight, protanopia, deuteranopia and tritanopia (Machado, Oliveira & Fernandes 2009,
IEEE TVCG 15:1291), at a contrast of 3:1 or more with the page. tests/viz/ works both out again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from graphsvc.language import Message, message
from graphsvc.model.sectors import Sector
from graphsvc.model.vocabulary import PartnershipTieKind, Role

THEMES = ("light", "dark")
# The page behind the map, and the ink of words on it; static/graphsvc.css has the same values.
BACKGROUND = MappingProxyType({"light": "#ffffff", "dark": "#161c22"})
INK = MappingProxyType({"light": "#1b242d", "dark": "#e7ecf0"})


@dataclass(frozen=True, slots=True)
class NodeStyle:
    """How one kind of node looks.

    Attributes
    ----------
    key
        Code of the style, also used in CSS classes.
    label
        What the legend calls it.
    shape
        A shape that vis-network and `picture` both draw: dot, square, triangle, triangleDown,
        diamond, star, hexagon.
    fill, line
        Colours by theme, inside and of the outline.
    line_width
        Width of the outline in px.
    sectors
        The sectors a family holds; empty for councils, committees, partnerships and communities.
    """

    key: str
    label: Message
    shape: str
    fill: Mapping[str, str]
    line: Mapping[str, str]
    line_width: float = 1.0
    sectors: tuple[Sector, ...] = ()


@dataclass(frozen=True, slots=True)
class TieStyle:
    """How one kind of tie looks; `dash` is stroke and gap in px, empty for a solid line."""

    key: str
    label: Message
    colour: Mapping[str, str]
    width: float
    dash: tuple[int, ...] = ()


def _themed(light: str, dark: str) -> Mapping[str, str]:
    return MappingProxyType(dict(zip(THEMES, (light, dark), strict=True)))


def _family(
    key: str, label: Message, shape: str, light: str, dark: str, *sectors: Sector
) -> NodeStyle:
    # The outline is the page itself: a thin gap that keeps touching nodes apart.
    return NodeStyle(key, label, shape, _themed(light, dark), BACKGROUND, 1.0, sectors)


FAMILIES: tuple[NodeStyle, ...] = (
    _family(
        "newcomers",
        message("Services for newcomers"),
        "dot",
        "#0b5cc0",
        "#4a97f2",
        Sector.SETTLEMENT,
        Sector.LANGUAGE,
    ),
    _family(
        "work",
        message("Work and economy"),
        "diamond",
        "#cc8500",
        "#ffd93b",
        Sector.EMPLOYMENT,
        Sector.BUSINESS,
        Sector.PROFESSIONAL,
    ),
    _family(
        "learning",
        message("Education and culture"),
        "triangle",
        "#08a26a",
        "#3be39a",
        Sector.SCHOOL,
        Sector.POSTSECONDARY,
        Sector.LIBRARY_CULTURE,
    ),
    _family(
        "care",
        message("Health, housing, social services and justice"),
        "square",
        "#9c3210",
        "#d9531e",
        Sector.HEALTH,
        Sector.HOUSING,
        Sector.SOCIAL,
        Sector.JUSTICE_SAFETY,
    ),
    _family(
        "government",
        message("Government and funders"),
        "triangleDown",
        "#333b46",
        "#dde8f0",
        Sector.GOV_MUNICIPAL,
        Sector.GOV_PROVINCIAL,
        Sector.GOV_FEDERAL,
        Sector.FUNDER_PLANNING,
    ),
    _family(
        "communities",
        message("Ethnocultural, faith, Francophone and Indigenous organizations"),
        "star",
        "#b86fa8",
        "#b264a0",
        Sector.ETHNOCULTURAL,
        Sector.FAITH,
        Sector.FRANCOPHONE,
        Sector.INDIGENOUS,
    ),
)
UNCLASSIFIED = NodeStyle(
    "unclassified",
    message("Sector not recorded"),
    "dot",
    BACKGROUND,
    _themed("#6b7785", "#9aa7b4"),
    2.0,
)
BODY = NodeStyle("body", message("Councils and committees"), "hexagon", BACKGROUND, INK, 3.0)
PARTNERSHIP = NodeStyle("partnership", message("Partnerships"), "hexagon", INK, BACKGROUND, 1.0)
COMMUNITY = NodeStyle("community", message("Communities"), "square", BACKGROUND, INK, 3.0)

# Half-widths at which the shapes look equally large, in units of a dot's radius.
WEIGHT: Mapping[str, float] = MappingProxyType(
    {
        "dot": 1.0,
        "square": 0.86,
        "diamond": 1.2,
        "triangle": 1.05,
        "triangleDown": 1.05,
        "star": 1.35,
        "hexagon": 1.1,
    }
)
NODE_STYLES: Mapping[str, NodeStyle] = MappingProxyType(
    {style.key: style for style in (*FAMILIES, UNCLASSIFIED, BODY, PARTNERSHIP, COMMUNITY)}
)
_FAMILY_OF = {sector: family for family in FAMILIES for sector in family.sectors}


def family_of(sector: Sector | None) -> NodeStyle:
    """Return the style of an organization in this sector; `UNCLASSIFIED` where nobody knows it."""
    return _FAMILY_OF[sector] if sector else UNCLASSIFIED


_QUIET = _themed("#85909b", "#7f8b97")

LEADS = TieStyle("leads", message("Chair or lead"), INK, 2.6)
MEMBER = TieStyle("member", message("Member"), _QUIET, 1.0)
TAKES_PART = TieStyle(
    "takes_part", message("Takes part: observer, alternate, partner, guest"), _QUIET, 1.0, (5, 4)
)
HOSTS = TieStyle(
    "hosts",
    message("Hosts or holds the agreement"),
    _themed("#0a7d54", "#3be39a"),
    2.4,
    (14, 4),
)
FUNDS = TieStyle("funds", message("Funds"), _themed("#a86400", "#ffd93b"), 2.4, (3, 4))
FOUNDED = TieStyle(
    "founded", message("Founded or co-sponsors"), _themed("#8e4a80", "#d08fc2"), 2.0, (10, 4, 2, 4)
)
PART_OF = TieStyle("part_of", message("Belongs to"), _themed("#85909b", "#7f8b97"), 1.2, (2, 3))
LINKED = TieStyle("linked", message("Linked partnerships"), INK, 1.6, (8, 3))
SHARED = TieStyle("shared", message("Organizations in common"), _QUIET, 1.2)
MEETS = TieStyle("meets", message("Tables in common: the more, the wider"), _QUIET, 0.8)
# The wider, the more is shared.
WEIGHED = frozenset({SHARED.key, MEETS.key})

TIE_STYLES: Mapping[str, TieStyle] = MappingProxyType(
    {
        style.key: style
        for style in (
            *(LEADS, MEMBER, TAKES_PART, HOSTS, FUNDS, FOUNDED, PART_OF),
            *(LINKED, SHARED, MEETS),
        )
    }
)
_LEADING = frozenset({Role.CHAIR, Role.CO_CHAIR, Role.VICE_CHAIR, Role.LEAD})
_DECIDING = frozenset({Role.MEMBER, Role.PAST_CHAIR})
_WHOLE = {
    PartnershipTieKind.HOSTS: HOSTS,
    PartnershipTieKind.HOLDS_AGREEMENT: HOSTS,
    PartnershipTieKind.FUNDS: FUNDS,
    PartnershipTieKind.FOUNDED: FOUNDED,
    PartnershipTieKind.CO_SPONSORS: FOUNDED,
}


def style_of_role(role: Role) -> TieStyle:
    """Return the style of a seat held in this role."""
    if role in _LEADING:
        return LEADS
    return MEMBER if role in _DECIDING else TAKES_PART


def style_of_partnership_tie(kind: PartnershipTieKind) -> TieStyle:
    """Return the style of a tie to a partnership as a whole."""
    return _WHOLE[kind]
