// name: remove_memberships
// purpose: Take memberships out of the graph, as if they had never been put.
// params: rows: list
// returns: none
// order: none
UNWIND $rows AS row
MATCH (:Organization {id: row.organization})-[m:MEMBER_OF {id: row.id}]->(:Body {id: row.body})
DELETE m
