// name: keep_edit
// purpose: Keep what an edit did, in the transaction that does it.
// params: id: string, revision: integer, at: string, author: string, about: list, undoes: string, text: string
// returns: none
// order: none
MERGE (e:Edit {id: $id})
SET e.revision = $revision, e.at = $at, e.author = $author, e.about = $about,
    e.undoes = $undoes, e.undone_by = '', e.text = $text
