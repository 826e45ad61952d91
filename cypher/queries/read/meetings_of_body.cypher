// name: meetings_of_body
// purpose: The meetings of a body, with how many organizations were present, sent regrets or were absent.
// params: body: string
// returns: id: string, date: string, present: integer, regrets: integer, absent: integer, sources: list, confidence: string
// order: date descending, id ascending
MATCH (m:Meeting)-[:OF]->(b:Body {id: $body})
OPTIONAL MATCH (o:Organization)-[t:ATTENDED]->(m)
RETURN m.id AS id, m.date AS date,
       sum(CASE WHEN t.status IN ['present', 'alternate'] THEN 1 ELSE 0 END) AS present,
       sum(CASE WHEN t.status = 'regrets' THEN 1 ELSE 0 END) AS regrets,
       sum(CASE WHEN t.status = 'absent' THEN 1 ELSE 0 END) AS absent,
       m.sources AS sources, m.confidence AS confidence
ORDER BY date DESC, id
