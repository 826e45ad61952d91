"""Names on a map: short, telling, and as different as what they name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.language import language, message
from graphsvc.viz.labels import MapName, map_names
from graphsvc.viz.scene import Node, NodeKind

LIP = "Buckthornbourne Local Immigration Partnership"
PLI = "Partenariat local en matière d'immigration de Buckthornbourne"


def node(name: str, kind: NodeKind = NodeKind.ORGANIZATION, whole: str | None = None) -> Node:
    return Node(
        id=name, name=name, name_fr=None, kind=kind, what=message("x"), style="x", partnership=whole
    )


def called(*names: str, whole: str = LIP, tables: tuple[str, ...] = ()) -> dict[str, MapName]:
    nodes = [node(name) for name in names]
    nodes += [node(name, NodeKind.BODY, whole) for name in tables]
    nodes.append(node(whole, NodeKind.PARTNERSHIP, whole))
    return map_names(nodes, language("en"))


@pytest.mark.parametrize(
    ("whole", "table", "name"),
    [
        (LIP, "Buckthornbourne Housing Steering Group", "Housing Steering Group"),
        (LIP, "Buckthornbourne LIP – Health table", "Health table"),
        (LIP, "Council of the Buckthornbourne LIP", "Council"),
        (PLI, "Groupe directeur Logement de Buckthornbourne", "Groupe directeur Logement"),
        (PLI, "Conseil du partenariat de Buckthornbourne", "Conseil du partenariat"),
        # The same words as the whole, or nothing in common but what everything is called.
        (LIP, LIP.upper(), "BUCKTHORNBOURNE LIP"),
        ("Peel Strategy Group (PSG)", "PSG Youth Group", "PSG Youth Group"),
        ("Peel Strategy Group (PSG)", "Peel Strategy Group", "Peel Strategy Group"),
    ],
)
def test_a_table_leaves_out_what_its_partnership_says(whole: str, table: str, name: str) -> None:
    assert called(tables=(table,), whole=whole)[table].full == name


def test_but_not_where_two_tables_or_partnerships_would_be_called_the_same() -> None:
    found = called("Council", tables=("Buckthornbourne Council",))
    assert found["Buckthornbourne Council"].full == "Buckthornbourne Council"
    nodes = [
        node(LIP, NodeKind.PARTNERSHIP, LIP),
        node("Lake LIP", NodeKind.PARTNERSHIP, "Lake LIP"),
        node("Lake LIP Council", NodeKind.BODY, "Lake LIP"),
    ]
    assert map_names(nodes, language("en"))["Lake LIP Council"].full == "Lake LIP Council"


def test_what_others_have_too_is_left_out_first() -> None:
    names: tuple[str, ...] = (
        "Apricotmere Early Years School",
        "Apricotmere Seniors' Recreation Association",
    )
    names += tuple(f"Apricotmere {word}" for word in ("Clinic", "Library", "Police", "Shelter"))
    assert called(*names)[names[1]].brief == "…Recreation Association"
    assert called(*names)[names[1]].full == names[1]


def test_names_that_begin_alike_are_told_apart_by_the_rest() -> None:
    one, other = (
        f"Radio communautaire francophone de {place}"
        for place in ("Buckthornbourne", "Butte-aux-Fauvettes")
    )
    found = called(one, other)
    assert found[one].brief == "Radio … Buckthornbourne"
    assert found[other].brief == "Radio … Butte-aux-Fauvettes"
    where = [f"Ville de Lac-Bleu – Services de {what}" for what in ("transport", "logement")]
    cut = called(*where)
    assert [cut[name].brief[-9:] for name in where] == ["transport", " logement"]


def test_brackets_go_first_and_tell_apart_where_nothing_else_does() -> None:
    long = "Kingdom of Restoration (Spanish Church of the Lakes)"
    assert called(long)[long].short == "Kingdom of Restoration"
    one, other = "Peel Newcomer Strategy", "Peel Newcomer Strategy (PNSG)"
    assert called(one, other)[other].brief == "PNSG"


def test_short_names_stay() -> None:
    for name in ("YMCA", "Service Canada – Lac-Bleu"):
        assert called(name)[name] == MapName(name, name, name)


@given(st.lists(st.text(max_size=80), unique=True, max_size=12))
def test_different_names_stay_different(names: list[str]) -> None:
    found = called(*names)
    for name in names:
        assert len(found[name].short) <= max(40, len(name))
    for kind in ("short", "brief"):
        texts: dict[str, str] = {}
        for name in names:
            text = getattr(found[name], kind).casefold()
            assert (
                texts.setdefault(text, found[name].full.casefold()) == found[name].full.casefold()
            )


def test_long_names_without_words_show_both_ends() -> None:
    name = "x" * 399 + "y"
    brief = called(name)[name].brief
    assert len(brief) <= 28
    assert brief.startswith("xxx")
    assert brief.endswith("y")
