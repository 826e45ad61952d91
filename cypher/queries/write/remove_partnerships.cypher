// name: remove_partnerships
// purpose: Take partnerships out of the graph, as if they had never been put; nothing hangs on them any more.
// params: rows: list
// returns: none
// order: none
UNWIND $rows AS row
MATCH (n:LIP {id: row.id})
DETACH DELETE n
