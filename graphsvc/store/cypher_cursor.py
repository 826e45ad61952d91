"""A place in a query: what stands there, what comes next, and how a fault there is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from graphsvc.errors import InvalidInput
from graphsvc.language import message
from graphsvc.store.cypher_lexer import Kind, Token, refusal, tokens
from graphsvc.store.cypher_words import FORBIDDEN, READING, RESERVED

DEEPEST = 40  # brackets within brackets
NAMES = (Kind.WORD, Kind.QUOTED)


class Cursor:
    """Goes through a query, token by token.

    Every method that reads raises InvalidInput where it meets what is not allowed.
    """

    def __init__(self, query: str) -> None:
        self._tokens = tokens(query)
        self._at = 0
        self._depth = 0

    def go(self, count: int) -> None:
        """Go on by some tokens that have been looked at."""
        self._at += count

    def rest(self) -> list[Token]:
        """Return what has not been read."""
        return self._tokens[self._at :]

    def parameters(self) -> frozenset[str]:
        """Return the names of the parameters that are used."""
        return frozenset(each.name for each in self._tokens if each.kind is Kind.PARAMETER)

    @property
    def here(self) -> Token:
        """The token that is read next."""
        return self._tokens[self._at]

    def ahead(self, count: int = 1) -> Token:
        """Return a token further on; the end where there is none."""
        return self._tokens[min(self._at + count, len(self._tokens) - 1)]

    def take(self) -> Token:
        """Read one token and go on."""
        token = self.here
        if token.kind is not Kind.END:
            self._at += 1
        return token

    def take_sign(self, sign: str) -> Token:
        """Read a sign that has to be here."""
        if not self.here.is_sign(sign):
            raise self.unexpected(sign)
        return self.take()

    def skip_sign(self, *signs: str) -> bool:
        """Read one of these signs if it is here."""
        if not self.here.is_sign(*signs):
            return False
        self._at += 1
        return True

    def take_name(self) -> Token:
        """Read a name that somebody chose: a word that means nothing else, or one in backticks."""
        token = self.here
        if token.kind not in NAMES or token.word in RESERVED:
            raise self.unexpected()
        return self.take()

    def take_key(self) -> Token:
        """Read the name of a property; there, any word is a name."""
        if self.here.kind not in NAMES:
            raise self.unexpected()
        return self.take()

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """Read within a bracket."""
        if self._depth >= DEEPEST:
            raise refusal(
                self.here,
                message("More than {count} brackets within each other.", count=DEEPEST),
                message("Take the query apart: WITH keeps what was found."),
            )
        self._depth += 1
        yield
        self._depth -= 1

    def forbidden(self, token: Token) -> InvalidInput:
        """Return the error for a clause that is not allowed."""
        return refusal(
            token,
            message("{clause} is not allowed: a query only reads.", clause=token.text.upper()),
            message(
                "Allowed are {clauses}. A name that looks like a clause goes in backticks.",
                clauses=READING,
            ),
        )

    def unexpected(self, wanted: str | None = None) -> InvalidInput:
        """Return the error for a token that cannot stand where it stands."""
        token = self.here
        if token.word in FORBIDDEN:
            return self.forbidden(token)
        if token.kind is Kind.END:
            problem = message("The query ends too early.")
        else:
            problem = message("{text} is not expected here.", text=token.text[:40])
        remedy = message("Expected is {text}.", text=wanted) if wanted else None
        if wanted is None and token.word:
            remedy = message(
                "Allowed are {clauses}. A name that looks like a clause goes in backticks.",
                clauses=READING,
            )
        return refusal(token, problem, remedy)
