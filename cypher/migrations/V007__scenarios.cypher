// version: 7
// purpose: A scenario is found by its id, and no id stands twice.
// kind: schema
// undo: DROP CONSTRAINT scenario_id
CREATE CONSTRAINT scenario_id IF NOT EXISTS FOR (n:Scenario) REQUIRE n.id IS UNIQUE;
