// name: read_scenario
// purpose: One scenario, if there is one with this id.
// params: id: string
// returns: id: string, name: string, text: string, created_at: string, changed_at: string
// order: at most one row
MATCH (s:Scenario {id: $id})
RETURN s.id AS id, s.name AS name, s.text AS text,
       s.created_at AS created_at, s.changed_at AS changed_at
