// name: hold_views
// purpose: Hold all saved views until the transaction ends, so that nobody else changes one meanwhile.
// params: none
// returns: none
// order: none
MERGE (l:Lock {id: 'saved views'})
ON CREATE SET l.turn = 0
// Writing comes first: it makes a second writer wait, who then reads what the first one wrote.
SET l.turn = l.turn + 1
