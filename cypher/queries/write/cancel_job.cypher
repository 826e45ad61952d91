// name: cancel_job
// purpose: Call a job off; its server sees that and ends it.
// params: id: string, now: float
// returns: id: string
// order: id ascending
MATCH (j:Job {id: $id})
WHERE j.state IN ['waiting', 'running']
SET j.state = 'cancelled', j.ended = $now
RETURN j.id AS id
ORDER BY id
