"""Every text has its French translation, with the same gaps."""

from __future__ import annotations

import re
import string
from pathlib import Path

from babel.messages.pofile import read_po

from graphsvc.language import language
from graphsvc.model.sectors import Sector
from tools import catalogue

ROOT = Path(__file__).parents[2]


def test_every_text_is_translated() -> None:
    assert catalogue.missing(catalogue.updated()) == []


def test_the_catalogue_is_up_to_date() -> None:
    with catalogue.CATALOGUE.open("rb") as file:
        kept = {entry.id for entry in read_po(file, locale="fr") if entry.id}
    assert kept == {entry.id for entry in catalogue.extract() if entry.id}


def _gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_a_translation_has_the_gaps_of_its_text() -> None:
    with catalogue.CATALOGUE.open("rb") as file:
        for entry in read_po(file, locale="fr"):
            if not entry.id or "python-format" in entry.flags:
                continue
            texts = [entry.id] if isinstance(entry.id, str) else [str(each) for each in entry.id]
            given = entry.string if isinstance(entry.string, tuple) else (str(entry.string),)
            assert list(map(_gaps, given)) == list(map(_gaps, texts)), entry.id


# A guillemet, a colon or a per cent sign keeps to its word; no space before the other signs.
LOOSE = re.compile("« | »|\\S :(?=\\s|$)|[\\d}] %%?|[ \u00a0][;?!]")


def test_french_signs_keep_to_their_words() -> None:
    with catalogue.CATALOGUE.open("rb") as file:
        for entry in read_po(file, locale="fr"):
            given = entry.string if isinstance(entry.string, tuple) else (str(entry.string),)
            if entry.id:
                assert [text for text in given if LOOSE.search(text)] == []


def test_sectors_in_the_graph_have_the_french_names_of_the_catalogue() -> None:
    text = (ROOT / "cypher" / "migrations" / "V004__sectors.cypher").read_text()
    for sector in Sector:
        assert language("fr").render(sector.label) in text
