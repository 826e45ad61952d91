// name: put_seat_targets
// purpose: Put how many seats partnerships want sectors to have; each replaces the one with its id.
// params: rows: list
// returns: none
// order: none
UNWIND $rows AS row
MATCH (l:LIP {id: row.partnership})
MATCH (s:Sector {id: row.sector})
MERGE (l)-[t:TARGETS {id: row.id}]->(s)
SET t = row.properties
