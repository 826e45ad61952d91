// name: remove_seat_targets
// purpose: Take seat targets out of the graph, as if they had never been put.
// params: rows: list
// returns: none
// order: none
UNWIND $rows AS row
MATCH (:LIP {id: row.partnership})-[t:TARGETS {id: row.id}]->(:Sector)
DELETE t
