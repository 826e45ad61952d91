// name: list_edits
// purpose: Edits before a revision, the newest first; of one thing, or with an empty text of all.
// params: before: integer, about: string, most: integer
// returns: id: string, revision: integer, at: string, author: string, undoes: string, undone_by: string, text: string
// order: revision descending
MATCH (e:Edit)
WHERE e.revision < $before AND ($about = '' OR $about IN e.about)
RETURN e.id AS id, e.revision AS revision, e.at AS at, e.author AS author,
       e.undoes AS undoes, e.undone_by AS undone_by, e.text AS text
ORDER BY revision DESC
LIMIT $most
