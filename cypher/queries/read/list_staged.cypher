// name: list_staged
// purpose: Every batch that is written down beside the graph, of whichever import.
// params: none
// returns: id: string
// order: id ascending
MATCH (b:ImportBatch)
RETURN b.id AS id
ORDER BY id
