// name: drop_batch
// purpose: Forget a batch that has been applied, or never will be.
// params: id: string
// returns: none
// order: none
MATCH (b:ImportBatch {id: $id}), (r:ImportRows {id: $id})
DELETE b, r
