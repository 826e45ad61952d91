// name: remove_organizations
// purpose: Take organizations out of the graph, as if they had never been put; nothing hangs on them any more.
// params: rows: list
// returns: none
// order: none
UNWIND $rows AS row
MATCH (n:Organization {id: row.id})
DETACH DELETE n
