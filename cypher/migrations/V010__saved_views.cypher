// version: 10
// purpose: A saved view is found by its id, and no id stands twice.
// kind: schema
// undo: DROP CONSTRAINT saved_view_id
CREATE CONSTRAINT saved_view_id IF NOT EXISTS FOR (n:SavedView) REQUIRE n.id IS UNIQUE;
