// version: 9
// purpose: An edit is found by its id, and no id stands twice.
// kind: schema
// undo: DROP CONSTRAINT edit_id
CREATE CONSTRAINT edit_id IF NOT EXISTS FOR (n:Edit) REQUIRE n.id IS UNIQUE;
