"""Ids: ours, readable and stable, such as `org:georgian-college` or `lip:ottawa`."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

from graphsvc.language import Message, message

# The prefix tells what an id names. Nothing that needs quoting in a web address.
_FORM = re.compile(r"([a-z]{2,8}):([a-z0-9][a-z0-9._~-]*)", re.ASCII)
LONGEST = 200
_LONGEST_SLUG = 80

ORGANIZATION, PARTNERSHIP, BODY, PLACE, SOURCE = "org", "lip", "body", "place", "src"
SEAT, TIE, MEETING, PLAN, ACTION, IMPORT = "seat", "tie", "meet", "plan", "act", "imp"
FEEDBACK, SCENARIO, VIEW = "said", "scen", "view"
PREFIXES = frozenset(
    {
        ORGANIZATION,
        PARTNERSHIP,
        BODY,
        PLACE,
        SOURCE,
        SEAT,
        TIE,
        MEETING,
        PLAN,
        ACTION,
        IMPORT,
        FEEDBACK,
    }
)


def is_id(text: str, prefix: str) -> bool:
    """Tell whether `text` is a well-formed id of the kind that `prefix` names.

    >>> [is_id(text, "org") for text in ("org:ymca", "org:a/b", "ymca", "lip:ymca", "org:YMCA")]
    [True, False, False, False, False]
    """
    match = _FORM.fullmatch(text)
    return match is not None and match[1] == prefix and len(text) <= LONGEST


def faults(item: str, prefix: str) -> Iterator[tuple[Message, Message]]:
    """Find what is wrong with an id that somebody chose: the problem and its remedy."""
    if not is_id(item, prefix):
        yield (
            message(
                "{id} is not an id for this.", id=item if len(item) <= 60 else f"{item[:57]}..."
            ),
            message(
                "An id is {prefix}: and then small letters, digits and . _ ~ - only, at most 200 "
                "characters; no slash, no space.",
                prefix=prefix,
            ),
        )


def fold(text: str) -> str:
    """Bring a text to the form in which names are compared: no accents, case or punctuation.

    "&" and its words are dropped alike, so that "Food & Housing", "Food and Housing" and the
    French "Food et Housing" meet.

    >>> fold("Comité d’éducation (St. John's) & Santé")
    'comite d education st johns sante'
    """
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    plain = "".join(char for char in plain if not unicodedata.combining(char)).casefold()
    plain = re.sub(r"(?<=\w)['’](?=s\b)", "", plain)
    words = re.sub(r"[^\w]+", " ", plain).replace("_", " ").split()
    return " ".join(word for word in words if word not in {"and", "et"})


def slug(text: str) -> str:
    """Turn a name into the part of an id after the colon.

    A long name is cut and given a short hash of the whole; a name without any letter or digit that
    ASCII knows becomes its hash alone, so two different names never meet.

    >>> slug("Société économique de l'Ontario")
    'societe-economique-de-l-ontario'
    >>> slug("!!!") == slug("???")
    False
    """
    words = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    foreign = any(char.isalnum() and not char.isascii() for char in fold(text))
    if words and not foreign and len(words) <= _LONGEST_SLUG:
        return words
    digest = hashlib.sha256((fold(text) or text).encode()).hexdigest()[:10]
    return f"{words[:_LONGEST_SLUG]}-{digest}".strip("-")


def make(prefix: str, *names: str) -> str:
    """Make an id from a prefix and the names that tell it apart.

    >>> make("org", "Georgian College")
    'org:georgian-college'
    """
    body = "~".join(slug(name) for name in names)
    if len(body) > LONGEST - len(prefix) - 1:
        digest = hashlib.sha256(body.encode()).hexdigest()[:10]
        body = f"{body[: LONGEST - len(prefix) - 12]}-{digest}"
    return f"{prefix}:{body}"


def local(item: str) -> str:
    """Return the part of an id after its prefix."""
    return item.partition(":")[2]


def of_source(url: str | None, date: str | None, kind: str | None) -> str:
    """Make the id of a source: the same document of the same date and kind is one source.

    >>> of_source("https://example.org/minutes", "2017-03-20", None)
    'src:example-org-2017-03-20-e71ec93b'
    """
    host = urlsplit(url).hostname if url and "://" in url else None
    digest = hashlib.sha256(repr((url, date, kind)).encode()).hexdigest()[:8]
    parts = [part for part in (slug(host) if host else None, date, digest) if part]
    return f"{SOURCE}:{'-'.join(parts)}"


def between(prefix: str, first: str, second: str, *more: str) -> str:
    """Make the id of something that stands between two others, such as a seat or a tie.

    >>> between("seat", "org:ymca", "body:ottawa-council", "2017-03-20")
    'seat:ymca~ottawa-council~2017-03-20'
    """
    body = "~".join([local(first), local(second), *more])
    if len(body) > LONGEST - len(prefix) - 1:
        digest = hashlib.sha256(body.encode()).hexdigest()[:10]
        body = f"{body[: LONGEST - len(prefix) - 12]}-{digest}"
    return f"{prefix}:{body}"


def of_feedback(asker: str, candidate: str) -> str:
    """Make the id of what was said of a suggestion; what kind each of the two is stays in it.

    >>> of_feedback("body:ottawa-council", "org:ymca")
    'said:body.ottawa-council~org.ymca'
    """
    first, second = (f"{FEEDBACK}:{item.replace(':', '.', 1)}" for item in (asker, candidate))
    return between(FEEDBACK, first, second)
