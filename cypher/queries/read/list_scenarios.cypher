// name: list_scenarios
// purpose: All scenarios, without what they hold.
// params: none
// returns: id: string, name: string, created_at: string, changed_at: string
// order: by id
MATCH (s:Scenario)
RETURN s.id AS id, s.name AS name, s.created_at AS created_at, s.changed_at AS changed_at
ORDER BY id
