// name: hold_view
// purpose: Hold a saved view until the transaction ends, so that nobody else changes it meanwhile.
// params: id: string
// returns: none
// order: none
MATCH (v:SavedView {id: $id})
SET v.turn = v.turn + 1
