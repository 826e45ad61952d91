"""The register's measures of a node by the groups of those around it."""

from __future__ import annotations

from graphsvc.analytics import brokerage, groups
from graphsvc.analytics.brokerage import BrokerRole
from graphsvc.analytics.measure import (
    INDEX,
    NOT_NEGATIVE,
    NOT_TWO,
    ONE,
    SHARE,
    Bounds,
    Effort,
    Family,
    Level,
    brokered,
    spread,
)
from graphsvc.language import message

NO_GROUPED_TIE = message("It has no tie to a node of known group.")
NO_GROUP = message("Its group is not known.")
NO_ROOM = message("Its group is not known, or chance leaves no room for another value.")

_GROUPS = (
    Family("participation", Level.NODE, ONE, groups.participation, spread, SHARE, NO_GROUPED_TIE),
    Family(
        "within_module_z",
        Level.NODE,
        ONE,
        groups.within_module_z,
        spread,
        Bounds(None, None),
        message("Its group is not known, or all members have as many ties inside the group."),
    ),
    Family(
        "ei_index",
        Level.NODE,
        ONE,
        groups.ei_index,
        spread,
        INDEX,
        message("Its group is not known, or it has no tie to a node of known group."),
    ),
)


def _brokerage(role: BrokerRole) -> list[Family]:
    """Enter a role of brokers: how often, what chance would give, how far apart these are."""
    name = f"brokerage_{role}"
    return [
        Family(
            f"{name}{suffix}",
            Level.NODE,
            NOT_TWO,
            answer(role),
            brokered,
            bounds,
            undefined,
            effort=Effort.TRIANGLES,
            work="brokerage",
        )
        for suffix, answer, bounds, undefined in (
            ("", brokerage.count_of, NOT_NEGATIVE, NO_GROUP),
            ("_expected", brokerage.expected_of, NOT_NEGATIVE, NO_GROUP),
            ("_z", brokerage.z_of, Bounds(None, None), NO_ROOM),
        )
    ]


_BROKERAGE = tuple(family for role in BrokerRole for family in _brokerage(role))

GROUPED_FAMILIES = (*_GROUPS, *_BROKERAGE)
