// name: remove_sources
// purpose: Take sources out of the graph, as if they had never been put; nothing hangs on them any more.
// params: rows: list
// returns: none
// order: none
UNWIND $rows AS row
MATCH (n:Source {id: row.id})
DETACH DELETE n
