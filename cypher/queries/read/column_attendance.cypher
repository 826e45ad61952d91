// name: column_attendance
// purpose: Who attended which meeting, one list a column, of the organizations from first to last.
// params: first: string, last: string
// returns: organization: list, meeting: list, status: list
// order: one row; the lists run in parallel
MATCH (o:Organization)-[t:ATTENDED]->(m:Meeting)
WHERE o.id >= $first AND o.id <= $last
RETURN collect(o.id) AS organization, collect(m.id) AS meeting, collect(t.status) AS status
