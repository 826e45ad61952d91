"""Reads what stands in a clause of a query: values, what stands between them, and relationships.

It reads as a parser does, and lets two values stand side by side only where a word that is allowed
stands between them. So a clause cannot hide in an expression: there is no place for its word.
"""

from __future__ import annotations

from abc import ABC, abstractmethod

from graphsvc.errors import InvalidInput
from graphsvc.language import message
from graphsvc.store.cypher_cursor import NAMES, Cursor
from graphsvc.store.cypher_lexer import Kind, Token, refusal
from graphsvc.store.cypher_words import (
    BETWEEN,
    CLAUSES,
    CONSTANTS,
    DIRECTIONS,
    FORBIDDEN,
    FUNCTIONS,
    PAIRS,
    SUBQUERIES,
    TYPES,
)

_OPERATORS = ("+", "-", "*", "/", "%", "^", "=", "<", ">", "<=", ">=", "<>", "=~", ",", "|", "&")
_VALUES = (Kind.STRING, Kind.NUMBER, Kind.PARAMETER, Kind.QUOTED)
_CLOSING = {"(": ")", "[": "]", "{": "}"}


class Expressions(Cursor, ABC):
    """The reading of expressions from a place in a query on."""

    def expression(self, close: str | None = None) -> None:
        """Read values and what stands between them, up to a closing bracket or the next clause.

        Parameters
        ----------
        close
            The bracket that ends it, which is read too. Without one it ends before a clause, a
            brace that closes, or the end of the query.
        """
        is_after_value = False
        while True:
            if close and self.skip_sign(close):
                return
            if close is None and self._ends_clause(after_value=is_after_value):
                return
            if is_after_value:
                is_after_value = self._after_value()
            else:
                is_after_value = self._value(keyed=close == "}")

    def _ends_clause(self, *, after_value: bool) -> bool:
        token = self.here
        ends = token.kind is Kind.END or token.is_sign("}", ";")
        return ends or (after_value and token.word in CLAUSES)

    def bracket(self) -> None:
        """Read a bracket with all that is in it."""
        with self.deeper():
            self.expression(_CLOSING[self.take().text])

    def _value(self, *, keyed: bool) -> bool:
        """Read where a value is expected; return whether one has been read."""
        token = self.here
        if token.kind is Kind.WORD:
            return self._word(keyed=keyed)
        if token.kind in _VALUES:
            self.take()
            return not self._is_key_before(token, keyed=keyed)
        if token.is_sign("(", "[", "{"):
            self.bracket()
            return True
        return self._sign()

    def _is_key_before(self, token: Token, *, keyed: bool) -> bool:
        return keyed and token.kind in NAMES and self.skip_sign(":")

    def _sign(self) -> bool:
        """Read a sign where a value is expected: what stands before one, or for all columns."""
        if self.here.is_sign("-", "+", ".."):
            self._refuse_nameless_relationship()
            self.take()
            return False
        if self.skip_sign("*"):
            return True  # all columns; what follows has to be allowed after a value
        if self.skip_sign("."):  # of a projection
            if not self.skip_sign("*"):
                self.take_key()
            return True
        if self.skip_sign(":"):  # of a node without a name
            self.take_key()
            return True
        raise self.unexpected()

    def _word(self, *, keyed: bool) -> bool:
        token = self.here
        if keyed and self.ahead().is_sign(":"):
            self.take()
            self.take()
            return False
        if token.word in SUBQUERIES and self.ahead().is_sign("{"):
            self.take()
            self.take()
            with self.deeper():
                self.subquery()
            return True
        if token.word in {"not", "distinct", "case", "when"}:
            self.take()
            return False
        if token.word in CONSTANTS:
            self.take()
            return True
        return self._named_value()

    def _named_value(self) -> bool:
        """Read a variable, or a call of a function that is allowed."""
        length, name = 1, self.here.word
        while self.ahead(length).is_sign(".") and self.ahead(length + 1).word:
            name = f"{name}.{self.ahead(length + 1).word}"
            length += 2
        if not self.ahead(length).is_sign("("):
            self.take_name()
            return True
        if self.here.word in FORBIDDEN:
            raise self.forbidden(self.here)
        if name not in FUNCTIONS:
            raise refusal(
                self.here,
                message("The function {name} is not allowed.", name=name),
                message("docs/cypher.md lists those that are; ids are found as n.id."),
            )
        self.go(length)
        self.bracket()
        return True

    def _after_value(self) -> bool:
        """Read what may follow a value; return whether a value has been read with it."""
        token = self.here
        if token.kind is Kind.WORD:
            return self._word_after_value()
        if token.is_sign("."):
            self.take()
            self.take_key()
            return True
        if token.is_sign(":"):
            self.take()
            self.take_key()
            return True
        if token.is_sign("[", "{"):  # an item of a list; a projection
            self.bracket()
            return True
        if token.is_sign("-", "<") and self.begins_relationship():
            if self.relationship():
                # In an expression its ends may be any nodes at all.
                raise refusal(
                    token,
                    message("In an expression a relationship cannot have the length 0."),
                    message("Begin with 1: -[:PART_OF*1..3]->."),
                )
            return False
        if token.is_sign(*_OPERATORS, ".."):
            self._refuse_nameless_relationship()
            self.take()
            return False
        raise self.unexpected()

    def _word_after_value(self) -> bool:
        word = self.here.word
        if word in BETWEEN:
            self.take()
            return False
        if word in PAIRS:
            self.take()
            if self.here.word != PAIRS[word]:
                raise self.unexpected(PAIRS[word].upper())
            self.take()
            return False
        if word == "as":
            self.take()
            self.take_name()
            return True
        if word == "is":
            self.take()
            if self.here.word == "not":
                self.take()
            if self.here.word != "null":
                raise self.unexpected("NULL")
            self.take()
            return True
        if word in DIRECTIONS or word == "end":
            self.take()
            return True
        raise self.unexpected()

    # Relationships.

    def begins_relationship(self) -> bool:
        """Whether a relationship with a bracket stands here."""
        dash = 1 if self.here.is_sign("<") else 0
        return self.ahead(dash).is_sign("-") and self.ahead(dash + 1).is_sign("[")

    def _refuse_nameless_relationship(self) -> None:
        """Refuse --, --> and <--: they stand for relationships of every type."""
        following = self.ahead()
        dashed = self.here.is_sign("-") and following.is_sign("-", ">", "[")
        arrowed = self.here.is_sign("<") and following.is_sign("-")
        arrowed = arrowed and self.ahead(2).is_sign("-", "(")
        if dashed or arrowed:
            raise self.without_type(self.here)

    def without_type(self, token: Token) -> InvalidInput:
        """Return the error for a relationship whose type is not named."""
        return refusal(
            token,
            message("A relationship needs its type."),
            message("Write -[:MEMBER_OF]-, with any of {types}.", types=tuple(sorted(TYPES))),
        )

    def relationship(self) -> bool:
        """Read a relationship; return whether it can have no length."""
        self.skip_sign("<")
        self.take_sign("-")
        bracket = self.take_sign("[")
        if self.here.kind in NAMES:
            self.take_name()
        if not self.skip_sign(":"):
            raise self.without_type(bracket)
        self._type()
        while self.skip_sign("|"):
            self.skip_sign(":")
            self._type()
        may_be_nothing = self._length()
        self.conditions("]")
        self.take_sign("-")
        self.skip_sign(">")
        if not self.here.is_sign("("):
            raise self.unexpected("(")
        return may_be_nothing

    def _type(self) -> None:
        token = self.here
        if self.take_key().name not in TYPES:
            raise refusal(
                token,
                message("Relationships of the type {type} cannot be read.", type=token.name),
                message("Use any of {types}.", types=tuple(sorted(TYPES))),
            )

    def _length(self) -> bool:
        if not self.skip_sign("*"):
            return False
        shortest = self.take().text if self.here.kind is Kind.NUMBER else "1"
        if self.skip_sign("..") and self.here.kind is Kind.NUMBER:
            self.take()
        return not shortest.strip("0_xo")

    def conditions(self, close: str) -> None:
        """Read properties and conditions of a node or a relationship, and its closing bracket."""
        if self.here.is_sign("{"):
            self.bracket()
        elif self.here.kind is Kind.PARAMETER:
            self.take()
        if self.here.word == "where":
            self.take()
            with self.deeper():
                self.expression(close)
        else:
            self.take_sign(close)

    @abstractmethod
    def subquery(self) -> None:
        """Read what is in the braces after EXISTS, COUNT or COLLECT, and the closing one."""
