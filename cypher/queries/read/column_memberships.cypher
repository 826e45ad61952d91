// name: column_memberships
// purpose: All memberships, ended ones included, one list a column, of the organizations from first to last; an empty text stands for an unknown one.
// params: first: string, last: string
// returns: id: list, organization: list, body: list, role: list, role_as_printed: list, name_as_printed: list, seats: list, voting: list, since: list, until: list, sources: list, confidence: list
// order: one row; the lists run in parallel
MATCH (o:Organization)-[m:MEMBER_OF]->(b:Body)
WHERE o.id >= $first AND o.id <= $last
RETURN collect(m.id) AS id, collect(o.id) AS organization, collect(b.id) AS body,
       collect(coalesce(m.role, 'member')) AS role, collect(coalesce(m.role_as_printed, '')) AS role_as_printed,
       collect(coalesce(m.name_as_printed, '')) AS name_as_printed,
       collect(coalesce(m.seats, 1)) AS seats, collect(coalesce(m.voting, '')) AS voting,
       collect(coalesce(m.since, '')) AS since, collect(coalesce(m.until, '')) AS until,
       collect(coalesce(m.sources, [])) AS sources, collect(coalesce(m.confidence, '')) AS confidence
