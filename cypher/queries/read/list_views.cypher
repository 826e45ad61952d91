// name: list_views
// purpose: All saved views, those set aside as well.
// params: none
// returns: id: string, name: string, address: string, author: string, created_at: string, changed_at: string, removed_at: string
// order: by id
MATCH (v:SavedView)
RETURN v.id AS id, v.name AS name, v.address AS address, v.author AS author,
       v.created_at AS created_at, v.changed_at AS changed_at, v.removed_at AS removed_at
ORDER BY id
