// name: column_seat_targets
// purpose: How many seats each partnership wants each sector to have, one list a column.
// params: none
// returns: id: list, partnership: list, sector: list, seats: list, since: list, until: list, sources: list, confidence: list
// order: one row; the lists run in parallel
MATCH (l:LIP)-[t:TARGETS]->(s:Sector)
RETURN collect(t.id) AS id, collect(l.id) AS partnership, collect(s.id) AS sector,
       collect(t.seats) AS seats,
       collect(coalesce(t.since, '')) AS since, collect(coalesce(t.until, '')) AS until,
       collect(coalesce(t.sources, [])) AS sources, collect(coalesce(t.confidence, '')) AS confidence
