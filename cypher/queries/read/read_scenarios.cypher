// name: read_scenarios
// purpose: All scenarios, with what they hold.
// params: none
// returns: id: string, name: string, text: string, created_at: string, changed_at: string
// order: by id
MATCH (s:Scenario)
RETURN s.id AS id, s.name AS name, s.text AS text,
       s.created_at AS created_at, s.changed_at AS changed_at
ORDER BY id
