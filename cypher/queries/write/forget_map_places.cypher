// name: forget_map_places
// purpose: Forget where the nodes of maps stand that did not change for longest, where there are too many.
// params: most: integer
// returns: none
// order: none
MATCH (m:MapPlaces)
WITH m ORDER BY m.at DESC, m.id
SKIP $most
DELETE m
