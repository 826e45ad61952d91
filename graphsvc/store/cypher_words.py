"""What a query of an analyst may be made of. What is not named here is refused.

Words of the language are in small letters: Cypher does not mind, and the house rules keep clauses
in capitals for the files in `cypher/`.
"""

from __future__ import annotations

CLAUSES = frozenset({"match", "optional", "with", "return", "unwind", "call", "union"})
# As a person reads them.
READING = tuple(
    words.upper()
    for words in (
        *("match", "optional match", "where", "with", "return", "order by", "skip", "limit"),
        *("unwind", "union", "call { }"),
    )
)
# Between two values; after each of them a value is expected.
BETWEEN = frozenset(
    {"and", "or", "xor", "in", "contains", "where", "skip", "limit", "when", "then", "else"}
)
DIRECTIONS = frozenset({"asc", "ascending", "desc", "descending"})
# Of two words; the second is part of the first.
PAIRS = {"starts": "with", "ends": "with", "order": "by"}
CONSTANTS = frozenset({"null", "true", "false"})
SUBQUERIES = frozenset({"exists", "count", "collect"})
PATHS = frozenset({"shortestpath", "allshortestpaths"})
# Clauses of Cypher that write, load, rule or reach beyond this graph. They would be refused without
# standing here, since nothing allows them; here they are known by name, so that all are told.
FORBIDDEN = frozenset(
    {
        *("create", "merge", "set", "remove", "delete", "detach", "nodetach", "foreach", "insert"),
        *("load", "csv", "drop", "alter", "rename", "grant", "deny", "revoke", "show", "use"),
        *("terminate", "start", "stop", "enable", "dryrun", "deallocate", "reallocate", "profile"),
        *("explain", "cypher", "finish", "transactions", "using", "let", "filter"),
    }
)
RESERVED = FORBIDDEN | CLAUSES | BETWEEN | DIRECTIONS | PAIRS.keys() | {"as", "is", "by", "yield"}

# Kinds of nodes and relationships with public records. The bookkeeping of the service is left out,
# and so is who works with whom: what organizations say of each other is told in confidence.
LABELS = frozenset(
    {
        *("LIP", "Body", "Council", "Committee", "Organization", "Sector", "Place", "Source"),
        *("Meeting", "Plan", "Action"),
    }
)
TYPES = frozenset(
    {
        *("MEMBER_OF", "PART_OF", "HOSTS", "HOLDS_AGREEMENT", "CO_SPONSORS", "FUNDS", "FOUNDED"),
        *("SUCCEEDED_BY", "UNDER", "LINKED_TO", "SERVES", "LOCATED_IN", "COVERS", "WITHIN"),
        *("IN_SECTOR", "ATTENDED", "LEADS", "SUPPORTS", "OF"),
    }
)
# They tell names of labels, relationships and properties, and nothing of what is stored.
PROCEDURES = frozenset({"db.labels", "db.relationshiptypes", "db.propertykeys"})
# Functions that work on what they are given: none reads a file, an address, a setting or a user.
FUNCTIONS = frozenset(
    {
        *("count", "collect", "sum", "avg", "min", "max", "stdev", "stdevp"),
        *("percentilecont", "percentiledisc", "all", "any", "none", "single", "exists", "reduce"),
        *("size", "length", "head", "last", "tail", "range", "reverse", "isempty", "coalesce"),
        *("nullif", "keys", "labels", "type", "properties", "nodes", "relationships", "startnode"),
        *("endnode", "tostring", "tointeger", "tofloat", "toboolean", "tostringornull"),
        *("tointegerornull", "tofloatornull", "tobooleanornull", "tostringlist", "tointegerlist"),
        *("tofloatlist", "tobooleanlist", "abs", "ceil", "floor", "round", "sign", "isnan", "sqrt"),
        *("exp", "log", "log10", "e", "pi", "sin", "cos", "tan", "asin", "acos", "atan", "atan2"),
        *("degrees", "radians", "rand", "replace", "split", "substring", "left", "right", "trim"),
        *("ltrim", "rtrim", "tolower", "toupper", "lower", "upper", "char_length", "normalize"),
        *("date", "datetime", "localdatetime", "time", "localtime", "duration", "timestamp"),
        *("date.truncate", "datetime.truncate", "duration.between", "duration.indays"),
        *("duration.inmonths", "duration.inseconds", "point", "point.distance"),
        *PATHS,
    }
)
