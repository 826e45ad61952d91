// name: put_feedback
// purpose: Put what was said of suggestions; each replaces the one with its id, which is made of asker and candidate.
// params: rows: list
// returns: none
// order: none
UNWIND $rows AS row
MERGE (f:Feedback {id: row.id})
SET f = row.properties
WITH row, f
OPTIONAL MATCH (o:Organization {id: row.asker})
OPTIONAL MATCH (b:Body {id: row.asker})
OPTIONAL MATCH (l:LIP {id: row.asker})
OPTIONAL MATCH (c:Organization {id: row.candidate})
OPTIONAL MATCH (t:Body {id: row.candidate})
FOREACH (_ IN CASE WHEN o IS NULL THEN [] ELSE [1] END | MERGE (f)-[:ASKED_BY]->(o))
FOREACH (_ IN CASE WHEN b IS NULL THEN [] ELSE [1] END | MERGE (f)-[:ASKED_BY]->(b))
FOREACH (_ IN CASE WHEN l IS NULL THEN [] ELSE [1] END | MERGE (f)-[:ASKED_BY]->(l))
FOREACH (_ IN CASE WHEN c IS NULL THEN [] ELSE [1] END | MERGE (f)-[:ABOUT]->(c))
FOREACH (_ IN CASE WHEN t IS NULL THEN [] ELSE [1] END | MERGE (f)-[:ABOUT]->(t))
