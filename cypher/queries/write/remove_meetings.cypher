// name: remove_meetings
// purpose: Take meetings out of the graph, as if they had never been put; nothing hangs on them any more.
// params: rows: list
// returns: none
// order: none
UNWIND $rows AS row
MATCH (n:Meeting {id: row.id})
DETACH DELETE n
