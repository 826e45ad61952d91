// name: drop_scenario
// purpose: Forget a scenario.
// params: id: string
// returns: none
// order: none
MATCH (s:Scenario {id: $id})
DELETE s
