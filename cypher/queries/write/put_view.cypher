// name: put_view
// purpose: Save a view, or replace the one with its id.
// params: id: string, name: string, address: string, author: string, created_at: string, changed_at: string, removed_at: string
// returns: none
// order: none
MERGE (v:SavedView {id: $id})
SET v.name = $name, v.address = $address, v.author = $author,
    v.created_at = $created_at, v.changed_at = $changed_at, v.removed_at = $removed_at
