// name: mark_edit
// purpose: Mark an edit as undone by another one, or with an empty text as standing again.
// params: id: string, by: string
// returns: none
// order: none
MATCH (e:Edit {id: $id})
SET e.undone_by = $by
