// version: 6
// purpose: What was said of a suggestion is found by its id, and no id stands twice.
// kind: schema
// undo: DROP CONSTRAINT feedback_id
CREATE CONSTRAINT feedback_id IF NOT EXISTS FOR (n:Feedback) REQUIRE n.id IS UNIQUE;
