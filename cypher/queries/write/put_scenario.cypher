// name: put_scenario
// purpose: Keep a scenario beside the graph, or replace the one with its id.
// params: id: string, name: string, text: string, at: string
// returns: created_at: string
// order: one row
MERGE (s:Scenario {id: $id})
ON CREATE SET s.created_at = $at
SET s.name = $name, s.text = $text, s.changed_at = $at
RETURN s.created_at AS created_at
