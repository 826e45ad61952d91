"""Takes a query apart into words, strings, numbers and signs, so that a check can rest on them.

Two servers read the text afterwards, each by rules of its own. So what they might read differently
from this module is refused here: a check that sees another query than the server does is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from graphsvc.errors import InvalidInput
from graphsvc.language import Message, message

FIELD = "query"
_UNICODE_ESCAPE = re.compile(r"\\u", re.IGNORECASE)
# Line ends and controls that only some readers take for the end of a line, or for a space.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff]|\r(?!\n)")
_ESCAPED = r"(?:[^\\{quote}]|\\[\s\S])*"
_PATTERNS = (
    ("space", r"[ \t\r\n]+"),
    ("comment", r"//[^\n]*|/\*[\s\S]*?\*/"),
    ("string", rf"'{_ESCAPED.format(quote=chr(39))}'|\"{_ESCAPED.format(quote=chr(34))}\""),
    ("quoted", r"`(?:[^`\\]|``)*`"),
    ("parameter", r"\$(?:[A-Za-z_][A-Za-z0-9_]*|[0-9]+|`(?:[^`\\]|``)*`)"),
    # Nothing may stand at the end of a number: some take 1set for a number, some for 1 and set.
    (
        "number",
        r"(?:0x[0-9a-fA-F]+|0o[0-7]+|[0-9][0-9_]*(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(?![A-Za-z0-9_]|\.[^.])",
    ),
    ("word", r"[A-Za-z_][A-Za-z0-9_]*"),
    ("sign", r"\.\.|<>|<=|>=|=~|[-+*/%^=<>()\[\]{},.:|&!;]"),
)
_TOKEN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _PATTERNS))


class Kind(StrEnum):
    """What a token is."""

    STRING = "string"
    QUOTED = "quoted"  # a name in backticks
    PARAMETER = "parameter"
    NUMBER = "number"
    WORD = "word"
    SIGN = "sign"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a query.

    Attributes
    ----------
    kind, text
        What it is, and how it is written.
    line, column
        Where it begins, both counted from 1.
    """

    kind: Kind
    text: str
    line: int
    column: int

    @property
    def word(self) -> str:
        """The word in small letters; an empty text for anything else."""
        return self.text.lower() if self.kind is Kind.WORD else ""

    @property
    def name(self) -> str:
        """The name that a word, a quoted name or a parameter stands for."""
        text = self.text.removeprefix("$")
        return text[1:-1].replace("``", "`") if text.startswith("`") else text

    def is_sign(self, *signs: str) -> bool:
        """Whether it is one of these signs."""
        return self.kind is Kind.SIGN and self.text in signs


def refusal(token: Token, problem: Message, remedy: Message | None = None) -> InvalidInput:
    """Return the error that says what is wrong with a query, and where."""
    whole = message(
        "Line {line}, column {column}: {problem}",
        line=str(token.line),
        column=str(token.column),
        problem=problem,
    )
    return InvalidInput.single(whole, remedy, field=FIELD)


def tokens(query: str) -> list[Token]:
    r"""Take a query apart; the last token is its end.

    Raises
    ------
    InvalidInput
        It holds something that two readers could take for different things: an escape that stands
        for any character, a control character, a letter outside ASCII that is not quoted, a string
        or a comment without an end.

    Notes
    -----
    Time O(length). Neo4j reads `\u0043` as a letter before anything else, the embedded server only
    within a string; so such escapes are refused wherever they stand.
    """
    return list(_tokens(query))


def _tokens(query: str) -> Iterator[Token]:
    _refuse_the_ambiguous(query)
    at, line, begin = 0, 1, 0
    while at < len(query):
        found = _TOKEN.match(query, at)
        here = Token(Kind.SIGN, query[at], line, at - begin + 1)
        if found is None or (query.startswith("/*", at) and found.lastgroup != "comment"):
            raise refusal(here, *_unreadable(query[at:]))
        kind, text = str(found.lastgroup), found[0]
        if kind not in {"space", "comment"}:
            yield Token(Kind(kind), text, line, at - begin + 1)
        if "\n" in text:
            line += text.count("\n")
            begin = at + text.rindex("\n") + 1
        at = found.end()
    yield Token(Kind.END, "", line, at - begin + 1)


def _refuse_the_ambiguous(query: str) -> None:
    for pattern, problem in (
        (_UNICODE_ESCAPE, message("An escape of the form \\u0041 cannot be used.")),
        (_UNSEEN, message("There is a character that cannot be seen.")),
    ):
        found = pattern.search(query)
        if found:
            before = query[: found.start()]
            column = found.start() - (before.rfind("\n") + 1) + 1
            here = Token(Kind.SIGN, found[0], before.count("\n") + 1, column)
            raise refusal(
                here, problem, message("Write the character itself, or send it as a parameter.")
            )


def _unreadable(rest: str) -> tuple[Message, Message | None]:
    first = rest[0]
    if first in {"'", '"'}:
        return message("A string has no end."), message("Close it, or send it as a parameter.")
    if first == "`":
        return (
            message("A quoted name has no end, or holds a backslash."),
            message("Write names as `name`."),
        )
    if rest.startswith("/*"):
        return message("A comment has no end."), None
    if first == "$":
        return (
            message("After $ the name of a parameter is expected."),
            message("Names that are worked out while the query runs cannot be used."),
        )
    return (
        message("{sign} cannot be used here.", sign=first),
        message("Put names with such characters in backticks, and texts in quotes."),
    )
