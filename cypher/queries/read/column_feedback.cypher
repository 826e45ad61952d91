// name: column_feedback
// purpose: What was said of suggestions, taken back or not, one list a column.
// params: none
// returns: id: list, asker: list, candidate: list, verdict: list, date: list, author: list
// order: one row; the lists run in parallel
MATCH (a)<-[:ASKED_BY]-(f:Feedback)-[:ABOUT]->(c)
RETURN collect(f.id) AS id, collect(a.id) AS asker, collect(c.id) AS candidate,
       collect(f.verdict) AS verdict, collect(f.date) AS date, collect(coalesce(f.author, '')) AS author
