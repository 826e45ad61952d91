// name: read_batch
// purpose: One staged batch.
// params: id: string
// returns: query: string, rows: string
// order: one row
MATCH (b:ImportBatch {id: $id}), (r:ImportRows {id: $id})
RETURN b.query AS query, r.rows AS rows
