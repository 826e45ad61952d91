"""The check of queries that are not ours: what only reads passes, wherever a clause may hide."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphsvc.errors import InvalidInput
from graphsvc.store.cypher_check import check
from graphsvc.store.cypher_lexer import Kind, tokens
from graphsvc.store.cypher_words import LABELS, TYPES
from tests.house.documents_read import ARCHITECTURE, spans, table_rows

ALLOWED = (
    "MATCH (n:Organization) RETURN n",
    "match (n:Organization|Body) return n.id as i, n.name order by i desc, n.name skip 1 limit 2;",
    "OPTIONAL MATCH (n:Body&Council) RETURN n.id AS `as`",
    "MATCH (a)-[:MEMBER_OF]->(b) RETURN a.id // CREATE (c)",
    "MATCH (a:Body)-[:PART_OF*0..3]->(b) RETURN b.id /* DELETE b */",
    "MATCH (a:Organization), (b:Body) RETURN count(*) AS n",
    (
        "MATCH p = shortestPath((a:Organization {id: $a})-[:MEMBER_OF|PART_OF*..6]-(b:Body $b)) "
        "RETURN [x IN nodes(p) | x.name] AS names, length(p) AS l"
    ),
    "MATCH (o:Organization)-[m:MEMBER_OF {role: 'chair'}]->(b WHERE b.kind = 'council') RETURN m",
    "MATCH (o:Organization) WHERE NOT EXISTS { (o)-[:MEMBER_OF]->() } RETURN o.id",
    (
        "MATCH (o:Organization) RETURN COUNT { (o)-[:MEMBER_OF]->() } AS n, "
        "COLLECT { MATCH (o)-[:MEMBER_OF]->(b) RETURN b.id } AS l, exists { (o)-[:SERVES]->() }"
    ),
    "MATCH (o:Organization) RETURN o {.id, .*, x: 1, `y z`: 2, o} AS m",
    "MATCH (o:Organization) CALL (o) { MATCH (o)-[:MEMBER_OF]->(b) RETURN count(b) AS n } RETURN n",
    "MATCH (o:Organization) CALL { WITH o RETURN o.id AS i } RETURN i",
    "UNWIND $ids AS id MATCH (o:Organization {id: id}) RETURN o.create, o.set, o.`merge`",
    "RETURN 'DELETE', \"CREATE (n)\", 'a\\'; DROP x', {create: 1, set: 2}.create AS x",
    "WITH 1 AS `create` RETURN `create`",
    "RETURN CASE WHEN 1 < -1 THEN 'a' ELSE 'b' END AS x, 1 - 2 <> 3, [1, 2][0..1], 1.5e-3, 0x1F",
    (
        "MATCH (a:Body) WITH a, [(a)<-[:MEMBER_OF]-(o) WHERE o.x CONTAINS 'DROP' | o.id][0..3] AS l"
        " WHERE size(l) > 2 AND a.name STARTS WITH 'A' AND a.until IS NOT NULL RETURN a.id, l"
    ),
    "CALL db.labels() YIELD label RETURN label",
    "CALL db.relationshipTypes",
    "MATCH (a:Body) RETURN a.id UNION ALL MATCH (b:LIP) RETURN b.id",
    "MATCH (n:Organization) WITH *, 1 AS x RETURN *",
    "RETURN reduce(s = 0, x IN range(1, 3) | s + x) AS s, date.truncate('month', date()) AS d",
    "RETURN all(x IN [1, 2] WHERE x > 0) AND any(x IN [1] WHERE x = 1) AS ok",
    "RETURN 'é' AS e, `é` LIMIT 1",
)
# Where each fault is told: line 1 and this column.
REFUSED = {
    "CREATE (n)": 1,
    "MATCH (n:Body) SET n.x = 1": 16,
    "MATCH (n:Body) WITH * SET n.x = 1": 23,
    "MATCH (n:Body) WITH * DELETE n": 23,
    "MATCH (n:Body) RETURN n.x DELETE n": 27,
    "MATCH (n:Body) RETURN n ORDER BY n.x DESC REMOVE n.y": 43,
    "MERGE (n:Body)": 1,
    "RETURN 1 AS x UNION CREATE (n) RETURN 1 AS x": 21,
    "CALL { CREATE (n) } RETURN 1": 8,
    "MATCH (n:Body) CALL { WITH n RETURN 1 AS x } IN TRANSACTIONS RETURN x": 49,
    "MATCH (n:Body) CALL { WITH n RETURN 1 AS x } IN 3 CONCURRENT RETURN x": 46,
    "RETURN 1 AS x, n.transactions": 18,
    "FOREACH (x IN [1] | CREATE (:A))": 1,
    "LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l": 1,
    "RETURN EXISTS { CREATE (n) }": 17,
    "CALL dbms.listConfig()": 6,
    "CALL apoc.load.json('x')": 6,
    "CALL `dbms`.`listConfig`()": 6,
    "RETURN apoc.load.json('y')": 8,
    "RETURN file()": 8,
    "RETURN elementId(1)": 8,
    "RETURN `count`(1)": 15,
    "SHOW USERS": 1,
    "USE system MATCH (n:Body) RETURN n": 1,
    "DROP INDEX x": 1,
    "EXPLAIN RETURN 1": 1,
    "PROFILE RETURN 1": 1,
    "CYPHER 25 RETURN 1": 1,
    "RETURN 1; RETURN 2": 11,
    "cr\\u0045ate (n)": 3,
    "RETURN '\\u0027'": 9,
    "RETURN 1SET": 8,
    "RETURN 1.SET": 8,
    "\u017fET x": 1,  # a long s, which is an S in capitals
    "RETURN 1 // x\rCREATE (n)": 14,
    "RETURN 1 // x\u2028CREATE (n)": 14,
    "RETURN 1\u00a0AS x": 9,
    "MATCH (n:Body) RETURN n /* x": 25,
    "RETURN 'abc": 8,
    "RETURN `abc": 8,
    "RETURN `a\\`b`": 8,
    "WITH 1 AS in RETURN in": 11,
    "RETURN set": 8,
    "": 1,
    # What is not for everybody.
    "MATCH (n) RETURN n": 7,
    "MATCH (n {id: 'x'}) RETURN n": 7,
    "MATCH (a:Body), (n) RETURN n": 17,
    "MATCH (n:Import) RETURN n": 10,
    "MATCH (n:Organization|Lock) RETURN n": 23,
    "MATCH (n:!Organization) RETURN n": 10,
    "MATCH (n:%) RETURN n": 10,
    "MATCH (n:$(x)) RETURN n": 10,
    "MATCH (a:Body)--(b) RETURN b": 15,
    "MATCH (a:Body)-->(b) RETURN b": 15,
    "MATCH (a:Body)<--(b) RETURN b": 15,
    "MATCH (a:Body)-[r]-(b) RETURN r.level": 16,
    "MATCH (a:Body)-[*]-(b) RETURN b": 16,
    "MATCH (a:Body)-[r:!PART_OF]-(b) RETURN r": 19,
    "MATCH (a:Body)-[r:PART_OF|COLLABORATES_WITH]-(b) RETURN r": 27,
    "MATCH (a:Body)-[r:`COLLABORATES_WITH`]-(b) RETURN r": 19,
    "MATCH (a)-[:PART_OF*0..]->(b) RETURN b": 7,
    "MATCH (a:Body) ((x)-[:PART_OF]->(y)){0,3} (b) RETURN b": 16,
    "MATCH (a:Body) RETURN [(a)--(b) | b]": 27,
    "RETURN [(a)-[:PART_OF*0..0]->(b) | b]": 12,
    "RETURN EXISTS { (n) }": 17,
    "RETURN COUNT { (n) }": 16,
    "RETURN COUNT { ALL (n) }": 16,
    "RETURN COLLECT { MATCH (n) RETURN n }": 24,
    "CALL { MATCH (n) RETURN n } RETURN n": 14,
}


@pytest.mark.parametrize("query", ALLOWED)
def test_what_only_reads_passes(query: str) -> None:
    assert check(query).text == query


@pytest.mark.parametrize("query", REFUSED)
def test_what_writes_or_reaches_further_is_refused_where_it_stands(query: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        check(query)
    told = str(caught.value.faults[0])
    assert told.startswith(f"query: Line 1, column {REFUSED[query]}: "), told


def test_every_clause_that_is_not_allowed_is_told_with_its_place() -> None:
    with pytest.raises(InvalidInput) as caught:
        check("MATCH (n:Body)\nSET n.set = 1\n  DELETE n // REMOVE\nCREATE (m)")
    found = [str(fault.problem) for fault in caught.value.faults]
    assert found == [
        "Line 2, column 1: SET is not allowed: a query only reads.",
        "Line 3, column 3: DELETE is not allowed: a query only reads.",
        "Line 4, column 1: CREATE is not allowed: a query only reads.",
    ]


def test_the_parameters_of_a_query_are_known_and_each_needs_a_value() -> None:
    checked = check("RETURN $a, '$b', $`c d`, $1 // $e")
    assert checked.parameters == {"a", "c d", "1"}
    with pytest.raises(InvalidInput) as caught:
        checked.supply({"a": None})
    assert [str(fault.place) for fault in caught.value.faults] == [
        "parameters.1",
        "parameters.c d",
    ]


def test_brackets_have_a_greatest_depth() -> None:
    deep = f"RETURN {'(' * 40}1{')' * 40}"
    assert check(deep).text == deep
    with pytest.raises(InvalidInput, match="brackets"):
        check(f"RETURN {'(' * 5_000}1{')' * 5_000}")
    long = "UNION " * 5_000
    assert check(long).text == long  # no clause within a clause; what it means is the server's say


# Fuzzing: a clause that writes, in any case and with anything between its words, put where a
# clause, an expression or a pattern can stand.

SPACE = st.sampled_from([" ", "\n", "\t", " /* x */ ", " // x\n", "/**/", "  /*'*/ ", ' /*"*/ '])
WRITES = st.sampled_from(
    [
        ("CREATE", "(x)"),
        ("CREATE", "(a)-[:PART_OF]->(b)"),
        ("MERGE", "(x:Body)"),
        ("SET", "n.x", "=", "1"),
        ("SET", "n:Body"),
        ("REMOVE", "n.x"),
        ("DELETE", "n"),
        ("DETACH", "DELETE", "n"),
        ("FOREACH", "(i", "IN", "[1]", "|", "CREATE", "(x))"),
        ("LOAD", "CSV", "FROM", "'x'", "AS", "l"),
        ("INSERT", "(x)"),
        ("DROP", "INDEX", "i"),
        ("CALL", "apoc.create.node([],", "{})"),
        ("CALL", "{", "CREATE", "(x)", "}"),
        ("CALL", "(*)", "{", "CREATE", "(x)", "}"),
        ("CALL", "{", "RETURN", "1", "AS", "y", "}", "IN", "TRANSACTIONS"),
        ("USE", "system"),
        ("SHOW", "USERS"),
        ("FINISH",),
    ]
)
PLACES: tuple[Callable[[str], str], ...] = (
    lambda write: write,
    lambda write: f"{write} RETURN 1 AS x",
    lambda write: f"MATCH (n:Body) {write}",
    lambda write: f"MATCH (n:Body) {write} RETURN n",
    lambda write: f"MATCH (n:Body) WITH * {write}",
    lambda write: f"MATCH (n:Body) WITH n WHERE n.x {write} RETURN n",
    lambda write: f"MATCH (n:Body) WHERE n.x IS NULL {write}",
    lambda write: f"MATCH (n:Body) RETURN n ORDER BY n.x DESC {write}",
    lambda write: f"MATCH (n:Body) RETURN n LIMIT 1 {write}",
    lambda write: f"MATCH (n:Body) RETURN n.`a b` {write}",
    lambda write: f"MATCH (n:Body) RETURN 'a' {write}",
    lambda write: f"MATCH (n:Body) RETURN $p {write}",
    lambda write: f"MATCH (n:Body) RETURN [n] {write}",
    lambda write: f"MATCH (n:Body) RETURN {{n: n}} {write}",
    lambda write: f"MATCH (n:Body) RETURN CASE WHEN 1 THEN 2 END {write}",
    lambda write: f"MATCH (n:Body) RETURN count(*) {write}",
    lambda write: f"RETURN 1 AS x UNION {write}",
    lambda write: f"RETURN 1 AS x UNION ALL {write} RETURN 2 AS x",
    lambda write: f"RETURN 1 AS x; {write}",
    lambda write: f"CALL {{ {write} }} RETURN 1",
    lambda write: f"CALL {{ RETURN 1 AS x UNION {write} }} RETURN x",
    lambda write: f"MATCH (n:Body) CALL {{ WITH n {write} }} RETURN n",
    lambda write: f"RETURN EXISTS {{ {write} }}",
    lambda write: f"RETURN COLLECT {{ MATCH (n:Body) {write} RETURN n }}",
    lambda write: f"RETURN COUNT {{ MATCH (n:Body) WHERE n.x {write} }}",
    lambda write: f"RETURN [x IN [1] WHERE x > 0 | x] {write}",
    lambda write: f"RETURN ({write})",
    lambda write: f"RETURN [{write}]",
    lambda write: f"MATCH (n:Body {{x: 1}} WHERE n.x {write}) RETURN n",
    lambda write: f"CALL db.labels() YIELD label {write}",
    lambda write: f"UNWIND [1] AS i {write}",
    lambda write: f"// 'quoted\n{write}",
    lambda write: f"/* ` */ {write} // '",
    lambda write: f"RETURN '\\'' {write}",
    lambda write: f"RETURN '\\\\' {write}",
    lambda write: f'RETURN "\'" {write}',
    lambda write: f"RETURN `'` {write}",
    lambda write: f"RETURN '/*' {write} RETURN '*/'",
    lambda write: f"RETURN '//' {write}",
)


@st.composite
def hidden_writes(draw: st.DrawFn) -> str:
    words = draw(WRITES)
    written = words[0]
    for word in words[1:]:
        written += draw(SPACE) + word
    cased = "".join(
        each.swapcase() if each.isalpha() and draw(st.booleans()) else each for each in written
    )
    return draw(st.sampled_from(PLACES))(cased)


@given(hidden_writes())
def test_a_write_is_refused_wherever_it_hides(query: str) -> None:
    with pytest.raises(InvalidInput):
        check(query)


@given(st.data(), st.sampled_from(["CREATE", "set", "Merge", "delete", "Match", "return"]))
def test_an_escaped_letter_is_refused_wherever_it_stands(data: st.DataObject, word: str) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    escaped = f"{word[:at]}\\u{ord(word[at]):04x}{word[at + 1 :]}"
    place = data.draw(st.sampled_from(["{} (n)", "RETURN '{}'", "RETURN `{}`", "RETURN 1 // {}"]))
    with pytest.raises(InvalidInput, match="escape"):
        check(place.format(escaped))


FORBIDDEN_WORDS = ["CREATE", "delete", "Set", "MERGE", "remove", "load csv", "DROP", "call", "--"]
TEXTS = st.lists(
    st.sampled_from([*FORBIDDEN_WORDS, " ", "(n)", "'", '"', "`", "/*", "//", ";", "\\", "$x", "é"])
).map("".join)


@given(TEXTS)
def test_words_in_texts_names_and_comments_are_harmless(text: str) -> None:
    string = text.replace("\\", "\\\\").replace("'", "\\'")
    name = text.replace("\\", "").replace("`", "``")
    remark = text.replace("*/", "")
    query = f"RETURN '{string}' AS `{name}`, o.create, {{set: 1}} /* {remark} */"
    assert check(query).parameters == frozenset()
    kinds = [token.kind for token in tokens(query)]
    assert kinds[:4] == [Kind.WORD, Kind.STRING, Kind.WORD, Kind.QUOTED]


def faults(query: str) -> list[str | None]:
    """The fields of the faults of a query; none where it may be run."""
    try:
        return [None] * (check(query).text != query)
    except InvalidInput as error:
        return [fault.place.field for fault in error.faults]


@given(st.text(max_size=60))
def test_no_text_at_all_breaks_the_check(text: str) -> None:
    assert set(faults(text)) <= {"query"}


@given(st.text(alphabet="()[]{}-<>:|*.,;'\"`/\\$ nrmatchw1=", max_size=40).map("RETURN ".__add__))
def test_no_heap_of_signs_breaks_the_check(text: str) -> None:
    assert set(faults(text)) <= {"query"}


def test_what_may_be_read_is_in_the_graph_that_is_told_and_confidence_is_kept() -> None:
    graph = ARCHITECTURE.read_text().partition("## The graph")[2].partition("\n## ")[0]
    told = {span for row in table_rows(graph) for span in spans(row[0])}
    assert told >= LABELS | TYPES
    withheld = {"COLLABORATES_WITH", "Meta", "Import", "ImportBatch", "ImportRows", "Lock"}
    assert (LABELS | TYPES) & withheld == set()
