// version: 5
// purpose: The rows of a staged batch stand apart from it, so that listing batches never loads them.
// kind: schema
// undo: DROP CONSTRAINT import_rows_id
CREATE CONSTRAINT import_rows_id IF NOT EXISTS FOR (n:ImportRows) REQUIRE n.id IS UNIQUE;
