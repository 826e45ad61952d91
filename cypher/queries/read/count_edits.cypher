// name: count_edits
// purpose: How many edits there are; of one thing, or with an empty text of all.
// params: about: string
// returns: total: integer
// order: one row
MATCH (e:Edit)
WHERE $about = '' OR $about IN e.about
RETURN count(e) AS total
