// name: keep_map_places
// purpose: Keep where the nodes of a map stand, unless they were moved since, and tell where they stand now.
// params: id: string, before: string, mark: string, revision: integer, text: string, at: string
// returns: mark: string, revision: integer, text: string
// order: one row
MERGE (m:MapPlaces {id: $id})
ON CREATE SET m.mark = $before, m.revision = $revision, m.text = $text
// Writing comes first: it makes a second writer wait, who then reads what the first one wrote.
SET m.tried = $at
WITH m, CASE WHEN m.mark = $before AND m.revision <= $revision THEN [1] ELSE [] END AS free
FOREACH (one IN free |
  SET m.mark = $mark, m.revision = $revision, m.text = $text, m.at = $at
)
RETURN m.mark AS mark, m.revision AS revision, m.text AS text
