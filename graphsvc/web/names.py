"""Names with the language they are in, so that a screen reader pronounces them right."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graphsvc.language import Named

_ACCENT = re.compile(r"[àâçéèêëîïôœùûÀÂÇÉÈÊËÎÏÔŒÙÛ]")
# Words that join words in French; some ("la", "en") occur in English names too, but rarely twice.
_JOINING = re.compile(
    r"\b(?:de|du|des|le|la|les|et|au|aux|en|pour|sur|sans)\b|\b[dl]['’](?=\w)", re.IGNORECASE
)
_FRENCH = re.compile(
    r"\b(?:assemblée|bibliothèque|catholique|collège|comité|communautaire|conseil|école"
    r"|fédération|francophonie|groupe|partenariat|regroupement|réseau|santé|scolaire|société"
    r"|université|ville)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as shown, and its language where that is not the page's (None: the page's)."""

    text: str
    lang: str | None


def looks_french(text: str) -> bool:
    """Guess whether a name is French, by two signs or more.

    Signs are each joining word, each word that only French has, and accented letters.

    >>> french = ("Conseil scolaire de district", "Collège Boréal", "Thé et livres du lac")
    >>> english = ("Lac La Ronge", "Montréal Chamber of Commerce", "YMCA")
    >>> [looks_french(name) for name in french], [looks_french(name) for name in english]
    ([True, True, True], [False, False, False])
    """
    words = len(_JOINING.findall(text)) + len(_FRENCH.findall(text))
    return words + bool(_ACCENT.search(text)) > 1


def shown(record: Named, page_language: str) -> Name:
    """Choose the name of a record for a page, and say its language where it is the other one.

    A record has a name in whichever language its source had, and perhaps a French one.
    """
    if page_language == "fr" and record.name_fr:
        return Name(record.name_fr, None)
    text = record.name
    french = looks_french(text) or text == record.name_fr
    if page_language == "fr":
        return Name(text, None if french else "en")
    return Name(text, "fr" if french else None)


def found(text: str, page_language: str) -> Name:
    """Say the language of a text from outside, such as a note, where it is not that of the page.

    >>> found("co-sponsored", "fr"), found("en partenariat avec la ville", "en")
    (Name(text='co-sponsored', lang='en'), Name(text='en partenariat avec la ville', lang='fr'))
    """
    language = "fr" if looks_french(text) else "en"
    return Name(text, None if language == page_language else language)


def other(record: Named, page_language: str) -> Name | None:
    """Return the name in the other language, where there is one that differs."""
    first = shown(record, page_language)
    text = record.name if page_language == "fr" else record.name_fr
    if not text or text == first.text:
        return None
    return Name(text, "en" if page_language == "fr" else "fr")
