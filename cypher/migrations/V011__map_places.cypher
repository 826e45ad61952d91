// version: 11
// purpose: Where the nodes of a map stood is found by the id of the map, and no id stands twice.
// kind: schema
// undo: DROP CONSTRAINT map_places_id
CREATE CONSTRAINT map_places_id IF NOT EXISTS FOR (n:MapPlaces) REQUIRE n.id IS UNIQUE;
