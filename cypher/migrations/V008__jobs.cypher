// version: 8
// purpose: Long work that several servers share, and its answers in parts of bearable size.
// kind: schema
// undo: DROP CONSTRAINT job_id; DROP CONSTRAINT job_part_id
CREATE CONSTRAINT job_id IF NOT EXISTS FOR (n:Job) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT job_part_id IF NOT EXISTS FOR (n:JobPart) REQUIRE n.id IS UNIQUE;
