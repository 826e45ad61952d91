// name: take_lock
// purpose: Take a lock unless somebody else holds it; a lock past its time is nobody's.
// params: id: string, holder: string, now: float, expires: float
// returns: holder: string
// order: one row
MERGE (l:Lock {id: $id})
ON CREATE SET l.holder = $holder, l.expires = $expires
// Writing comes first: it makes a second taker wait, who then reads what the first one wrote.
SET l.tried = $holder
WITH l, CASE WHEN l.expires < $now OR l.holder = $holder THEN true ELSE false END AS free
SET l.holder = CASE WHEN free THEN $holder ELSE l.holder END,
    l.expires = CASE WHEN free THEN $expires ELSE l.expires END
RETURN l.holder AS holder
