// name: end_job
// purpose: Say that a job is done or has failed; no row where it is no longer the holder's.
// params: id: string, holder: string, state: string, now: float, trouble: string, parts: integer
// returns: id: string
// order: id ascending
MATCH (j:Job {id: $id, holder: $holder})
WHERE j.state IN ['waiting', 'running']
SET j.state = $state, j.ended = $now, j.trouble = $trouble, j.parts = $parts
RETURN j.id AS id
ORDER BY id
