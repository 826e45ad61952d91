// name: column_reports
// purpose: That organizations report to do something together, without the levels, which are confidential; one list a column, of the organizations from first to last.
// params: first: string, last: string
// returns: id: list, organization: list, other: list, kind: list, works: list, wave: list, sources: list
// order: one row; the lists run in parallel
MATCH (o:Organization)-[t:COLLABORATES_WITH]->(x:Organization)
WHERE o.id >= $first AND o.id <= $last
RETURN collect(t.id) AS id, collect(o.id) AS organization, collect(x.id) AS other,
       collect(t.kind) AS kind, collect(t.level > 0) AS works, collect(coalesce(t.wave, '')) AS wave,
       collect(coalesce(t.sources, [])) AS sources
