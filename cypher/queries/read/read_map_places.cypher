// name: read_map_places
// purpose: Where the nodes of one map stood, if it was drawn before.
// params: id: string
// returns: mark: string, revision: integer, text: string
// order: at most one row
MATCH (m:MapPlaces {id: $id})
RETURN m.mark AS mark, m.revision AS revision, m.text AS text
