// name: column_collaborations
// purpose: What organizations report doing together, one list a column, of the organizations from first to last. Confidential: for the whole export alone.
// params: first: string, last: string
// returns: id: list, organization: list, other: list, kind: list, level: list, wave: list, sources: list, confidence: list
// order: one row; the lists run in parallel
MATCH (o:Organization)-[t:COLLABORATES_WITH]->(x:Organization)
WHERE o.id >= $first AND o.id <= $last
RETURN collect(t.id) AS id, collect(o.id) AS organization, collect(x.id) AS other,
       collect(t.kind) AS kind, collect(t.level) AS level, collect(coalesce(t.wave, '')) AS wave,
       collect(coalesce(t.sources, [])) AS sources, collect(coalesce(t.confidence, '')) AS confidence
