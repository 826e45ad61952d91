// name: read_edit
// purpose: One edit, if there is one with this id.
// params: id: string
// returns: id: string, revision: integer, at: string, author: string, undoes: string, undone_by: string, text: string
// order: at most one row
MATCH (e:Edit {id: $id})
RETURN e.id AS id, e.revision AS revision, e.at AS at, e.author AS author,
       e.undoes AS undoes, e.undone_by AS undone_by, e.text AS text
