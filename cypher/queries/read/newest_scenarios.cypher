// name: newest_scenarios
// purpose: Some of the scenarios with what they hold, the newest first, after as many as are skipped.
// params: skipped: integer, most: integer
// returns: id: string, name: string, text: string, created_at: string, changed_at: string
// order: the time it was kept last, descending, then id
MATCH (s:Scenario)
RETURN s.id AS id, s.name AS name, s.text AS text,
       s.created_at AS created_at, s.changed_at AS changed_at
ORDER BY changed_at DESC, id
SKIP $skipped
LIMIT $most
