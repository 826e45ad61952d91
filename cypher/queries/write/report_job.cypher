// name: report_job
// purpose: Say how far a job is, and keep it; no row where it is no longer the holder's to do.
// params: id: string, holder: string, expires: float, started: float, done: integer, total: integer, share: float, doing: string
// returns: id: string
// order: id ascending
MATCH (j:Job {id: $id, holder: $holder})
WHERE j.state IN ['waiting', 'running']
SET j.state = CASE WHEN $started > 0.0 THEN 'running' ELSE j.state END,
    j.expires = $expires, j.started = $started, j.done = $done, j.total = $total,
    j.share = $share, j.doing = $doing
RETURN j.id AS id
ORDER BY id
