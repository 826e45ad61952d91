"""Decides whether a query may be run: it reads, and reads nothing but public records.

The embedded server runs whatever it is sent, whichever access was asked for. So this check is the
first wall there; the second one is that what it runs is never committed (`cypher_run`). The one
thing that commits by itself there is CALL IN TRANSACTIONS: that word is refused wherever it stands,
before anything else is looked at.

What a query can reach is decided by its patterns. A relationship has to name its types, all of them
of the list; a node that stands alone has to name its kind. Relationships of the list lead only from
one public record to another, so nothing else can be found, whatever is done with what was found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graphsvc.errors import Fault, InvalidInput, Where
from graphsvc.language import message
from graphsvc.model.values import HALF, WHOLE_WANTED, has_half
from graphsvc.store.cypher_cursor import NAMES
from graphsvc.store.cypher_expressions import Expressions
from graphsvc.store.cypher_lexer import FIELD, Kind, refusal
from graphsvc.store.cypher_values import unsendable
from graphsvc.store.cypher_words import CLAUSES, FORBIDDEN, LABELS, PATHS, PROCEDURES


@dataclass(frozen=True, slots=True)
class Checked:
    """A query that may be run.

    Attributes
    ----------
    text
        The query, untouched.
    parameters
        Names of the parameters it uses.
    """

    text: str
    parameters: frozenset[str]

    def supply(self, given: Mapping[str, object]) -> None:
        """Check that every parameter has a value, and that each value can be sent.

        Raises
        ------
        InvalidInput
            Some have none, or one that no database holds; each is a fault.
        """
        missing = [
            Fault(
                Where(field=f"parameters.{name}"),
                message("The query uses ${name}, and nothing was sent for it.", name=name),
                message("Send a value for it; null is one."),
            )
            for name in sorted(self.parameters - given.keys())
        ]
        faults = [*missing, *unsendable(given, "parameters")]
        if faults:
            raise InvalidInput(faults)


def check(query: str) -> Checked:
    """Check that a query may be run.

    Parameters
    ----------
    query
        The text of one statement.

    Raises
    ------
    InvalidInput
        It may not; each fault with its line and column. Clauses that are not allowed are all told,
        of other faults the first.

    Notes
    -----
    Time O(length). Some harmless queries are refused too: names that look like clauses without
    backticks, relationships without a type. The faults say what to write instead.
    """
    if has_half(query):  # from a terminal, say, whose text is not UTF-8
        raise InvalidInput.single(HALF, WHOLE_WANTED, field=FIELD)
    statement = _Statement(query)
    try:
        statement.read()
    except InvalidInput as error:
        raise InvalidInput([*error.faults, *statement.further_faults()]) from None
    return Checked(query, statement.parameters())


class _Statement(Expressions):
    """Reads a whole statement, clause by clause."""

    def read(self) -> None:
        """Read it to its end."""
        for token in self.rest():
            if token.word == "transactions":
                raise self.forbidden(token)
        self._query()
        self.skip_sign(";")
        if self.here.kind is not Kind.END:
            raise self.unexpected()

    def _query(self) -> None:
        """Read clauses up to a closing brace or the end; at least one."""
        self._clause()
        while self.here.kind is not Kind.END and not self.here.is_sign("}", ";"):
            self._clause()

    def _clause(self) -> None:
        token = self.here
        if token.word not in CLAUSES:
            raise self.unexpected()
        self.take()
        if token.word == "optional":
            if self.here.word != "match":
                raise self.unexpected()
            self.take()
            self._match()
        elif token.word == "match":
            self._match()
        elif token.word == "call":
            self._call()
        elif token.word == "union":
            if self.here.word in {"all", "distinct"}:
                self.take()
        else:
            self.expression()

    def further_faults(self) -> Iterator[Fault]:
        """Find the clauses that are not allowed, past the place where reading ended."""
        rest = self.rest()
        for before, token, after in zip(rest, rest[1:], rest[2:], strict=False):
            is_name = before.is_sign(".", ":", "|", "&") or after.is_sign(".", ":", ",", ")", "}")
            if token.word in FORBIDDEN and not is_name:
                yield from self.forbidden(token).faults

    # Patterns.

    def _match(self) -> None:
        self._patterns()
        if self.here.word == "where":
            self.take()
            self.expression()

    def _patterns(self) -> None:
        self._path()
        while self.skip_sign(","):
            self._path()

    def _path(self) -> None:
        if self.here.kind in NAMES and self.ahead().is_sign("="):
            self.take_name()
            self.take()
        if self.here.word in PATHS:
            self.take()
            self.take_sign("(")
            self._chain()
            self.take_sign(")")
        else:
            self._chain()

    def _chain(self) -> None:
        first = self.here
        is_kind_known = self._node()
        is_tied = False
        while self.here.is_sign("-", "<"):
            self._refuse_unless_relationship()
            may_be_nothing = self.relationship()
            is_tied = is_tied or not may_be_nothing
            is_kind_known = self._node() or is_kind_known
        if not is_kind_known and not is_tied:
            raise refusal(
                first,
                message("A node that stands alone needs its kind."),
                message("Write (n:Organization), with any of {kinds}.", kinds=_sorted(LABELS)),
            )

    def _refuse_unless_relationship(self) -> None:
        if not self.begins_relationship():
            raise self.without_type(self.here)

    def _node(self) -> bool:
        """Read a node; return whether it names its kind."""
        self.take_sign("(")
        if self.here.kind in NAMES and self.here.word != "where":
            self.take_name()
        is_kind_known = self.skip_sign(":")
        if is_kind_known:
            self._label()
            while self.skip_sign("|", "&", ":"):
                self._label()
        self.conditions(")")
        return is_kind_known

    def _label(self) -> None:
        token = self.here
        if self.take_key().name not in LABELS:
            raise refusal(
                token,
                message("Nodes of the kind {kind} cannot be read.", kind=token.name),
                message("Use any of {kinds}.", kinds=_sorted(LABELS)),
            )

    # Queries within a query.

    def subquery(self) -> None:
        """Read what is in the braces after EXISTS, COUNT or COLLECT, and the closing one."""
        is_named = self.here.kind in NAMES and self.ahead().is_sign("=")
        if self.here.is_sign("(") or is_named:
            self._match()
        else:
            self._query()
        self.take_sign("}")

    def _call(self) -> None:
        if self.here.word:
            self._procedure()
            return
        if self.skip_sign("("):
            while not self.skip_sign(")"):
                if not self.skip_sign("*", ","):
                    self.take_name()
        self.take_sign("{")
        with self.deeper():
            self._query()
        self.take_sign("}")

    def _procedure(self) -> None:
        first = self.here
        name = self.take_key().name
        while self.skip_sign("."):
            name = f"{name}.{self.take_key().name}"
        if name.lower() not in PROCEDURES:
            raise refusal(
                first,
                message("The procedure {name} is not allowed.", name=name[:100]),
                message("Use any of {names}.", names=_sorted(PROCEDURES)),
            )
        if self.skip_sign("("):
            self.take_sign(")")
        if self.here.word == "yield":
            self.take()
            self.expression()


def _sorted(names: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(names))
