// name: bring_scenario
// purpose: Keep a scenario with the times at which it was kept elsewhere, or replace the one with its id.
// params: id: string, name: string, text: string, created_at: string, changed_at: string
// returns: none
// order: none
MERGE (s:Scenario {id: $id})
SET s.name = $name, s.text = $text, s.created_at = $created_at, s.changed_at = $changed_at
