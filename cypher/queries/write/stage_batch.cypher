// name: stage_batch
// purpose: Write down a batch of an import beside the graph, its rows in a node of their own.
// params: id: string, import_id: string, number: integer, query: string, rows: string
// returns: none
// order: none
MERGE (b:ImportBatch {id: $id})
SET b.import_id = $import_id, b.number = $number, b.query = $query
MERGE (r:ImportRows {id: $id})
SET r.rows = $rows
