"""English and French: messages that can be translated, and the catalogues that do it.

A `Message` is written where the fact is known (an error, a sentence about a bridge) and rendered
where the reader is known (a page, an API answer). The English text is the key of the catalogue
`locales/<language>/LC_MESSAGES/graphsvc.po`, read as it stands: no compiled file to forget.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from babel.core import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from graphsvc.dates import first_day

LANGUAGES = ("en", "fr")
_LOCALES = Path(__file__).parent / "locales"
# 2017-03-20 reads "March 20, 2017" and "20 mars 2017"; a half is "0.5" and "0,5".
_REGION = {"en": "en_CA", "fr": "fr_CA"}


@runtime_checkable
class Named(Protocol):
    """A record with a name and perhaps a French one."""

    @property
    def name(self) -> str:
        """The name, in whichever language the source had it."""

    @property
    def name_fr(self) -> str | None:
        """The French name, where there is one."""


@dataclass(frozen=True, slots=True)
class Message:
    """A text in English with named gaps, ready to be put into the reader's language.

    A gap may hold a word, a number, a `Date`, another message, a record with a name (an
    organization, say), or a sequence of these, joined as a list: "health, housing and faith".
    """

    template: str
    params: Mapping[str, Any] = field(default_factory=dict)
    plural: str | None = None
    count: int | None = None

    def __str__(self) -> str:
        """Render in English."""
        return language("en").render(self)


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language as each of ours calls it; a code that CLDR does not know stands for itself."""

    name: str
    name_fr: str | None


@cache
def tongue(code: str) -> Tongue:
    """Name the language with a code such as `es`.

    >>> tongue("es")
    Tongue(name='Spanish', name_fr='espagnol')
    """
    english, french = (Locale(each).languages.get(code, code) for each in LANGUAGES)
    return Tongue(english, french)


@dataclass(frozen=True, slots=True)
class Date:
    """A date in a message: written as the reader's language writes it."""

    text: str


def message(template: str, /, **params: Any) -> Message:
    """Mark `template` for translation and fill its gaps with `params` when it is rendered."""
    return Message(template, params)


def messages(singular: str, plural: str, n: int, /, **params: Any) -> Message:
    """Mark a text that has a singular and a plural form, chosen by `n`."""
    return Message(singular, params, plural, n)


class _Gaps(string.Formatter):
    """Fill gaps without reaching into attributes or items of what fills them."""

    def get_field(self, field_name: str, _: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        return kwargs[field_name], field_name


@dataclass(frozen=True, slots=True)
class Language:
    """One language the service speaks, with its catalogue, plural rule and number formats."""

    code: str
    locale: Locale
    catalogue: Mapping[str, Sequence[str]]
    plural_index: Callable[[int], int]

    def gettext(self, text: str) -> str:
        """Translate `text`; a text without a translation stays as it is."""
        forms = self.catalogue.get(text)
        return forms[0] if forms else text

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Translate the form of the text that goes with the number `n`."""
        forms = self.catalogue.get(singular)
        if forms:
            return forms[self.plural_index(n)]
        return singular if n == 1 else plural

    def render(self, text: Message | str) -> str:
        """Put a message into this language; a plain string is returned as it is."""
        if isinstance(text, str):
            return text
        if text.plural is not None:
            template = self.ngettext(text.template, text.plural, int(text.count or 0))
        else:
            template = self.gettext(text.template)
        filled = {name: self._word(value) for name, value in text.params.items()}
        return str(_Gaps().vformat(template, (), filled))

    def _word(self, value: Any) -> str:
        if isinstance(value, Message):
            return self.render(value)
        if isinstance(value, Date):
            return self.date(value.text)
        if isinstance(value, Named):
            return self.name(value)
        if isinstance(value, (list, tuple)):
            return self.join(value)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return self.number(value)
        return str(value)

    def name(self, record: Named) -> str:
        """Return the name of a record in this language, or its only name."""
        return (record.name_fr or record.name) if self.code == "fr" else record.name

    def join(self, parts: Sequence[Message | str]) -> str:
        """Join parts as this language lists things: "a, b and c"."""
        return format_list([self._word(part) for part in parts], locale=self.locale)

    def number(self, value: float | None, digits: int = 2) -> str:
        """Write a number with this language's separators; a dash where there is none."""
        if value is None:
            return "–"
        return format_decimal(value, format="#,##0." + "#" * digits, locale=self.locale)

    def percent(self, value: float | None) -> str:
        """Write a share (0 to 1) as whole percent; a dash where there is none.

        What is little and not nothing has a decimal.

        >>> [language("en").percent(share) for share in (0.0, 0.004, 0.12, None)]
        ['0%', '0.4%', '12%', '–']
        """
        if value is None:
            return "–"
        pattern = str(self.locale.percent_formats[None].pattern)
        if 0 < value < 0.005:  # would be written as 0%
            pattern = pattern.replace("0", "0.0")
        return format_percent(value, pattern, locale=self.locale)

    def date(self, value: str | None) -> str:
        """Write a date of any precision: "2014", "July 2018", "March 20, 2017".

        >>> [language("fr").date(date) for date in ("2022-04-01", "2022-04-11", "2022-04")]
        ['1er avril 2022', '11 avril 2022', 'avril 2022']
        """
        if not value:
            return ""
        if len(value) == 4:
            return value
        pattern = "long" if len(value) == 10 else "MMMM y"
        written = format_date(first_day(value), format=pattern, locale=self.locale)
        # The first day of a month is an ordinal in French.
        is_first = self.code == "fr" and written.startswith("1 ")
        return f"1er{written[1:]}" if is_first else written


def _read_catalogue(code: str) -> tuple[dict[str, tuple[str, ...]], Callable[[int], int]]:
    path = _LOCALES / code / "LC_MESSAGES" / "graphsvc.po"
    if not path.exists():
        return {}, lambda n: 0 if n == 1 else 1
    with path.open("rb") as file:
        catalogue = read_po(file, locale=code)
    forms: dict[str, tuple[str, ...]] = {}
    for entry in catalogue:
        if not entry.id or entry.fuzzy:
            continue
        key = entry.id if isinstance(entry.id, str) else entry.id[0]
        text = (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())
        if all(text):
            forms[key] = text
    # French counts 0 and 1 as singular; English only 1.
    return forms, (lambda n: 0 if abs(n) < 2 else 1)


@cache
def language(code: str) -> Language:
    """Return the language with this code; anything unknown is answered in English."""
    known = code if code in LANGUAGES else "en"
    catalogue, plural_index = _read_catalogue(known)
    return Language(known, Locale.parse(_REGION[known]), catalogue, plural_index)


def choose(wishes: str | None) -> str:
    """Choose the language to answer in from an Accept-Language header.

    Parameters
    ----------
    wishes
        The header as sent, or None. Quality values are honoured; what cannot be read is ignored.

    Returns
    -------
    str
        "en" or "fr"; "en" where nothing known is asked for.
    """
    ranked: list[tuple[float, int, str]] = []
    for position, wish in enumerate((wishes or "")[:200].split(",")):
        name, _, quality = wish.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            continue
        if 0 < weight <= 1:
            ranked.append((-weight, position, name.strip()[:2].lower()))
    return next((code for _, _, code in sorted(ranked) if code in LANGUAGES), "en")
