// name: claim_job
// purpose: Take on a job unless somebody is at it or it has ended; one whose server died is nobody's.
// params: id: string, holder: string, now: float, expires: float, address: string, estimate: float, revision: integer
// returns: id: string, holder: string, state: string, address: string, estimate: float, revision: integer, created: float, started: float, ended: float, expires: float, done: integer, total: integer, share: float, doing: string, trouble: string, parts: integer
// order: one row
MERGE (j:Job {id: $id})
ON CREATE SET j.state = 'cancelled', j.told = false, j.expires = 0.0
// Writing comes first: it makes a second taker wait, who then reads what the first one wrote.
SET j.tried = $holder
WITH j, CASE
    WHEN j.state = 'cancelled' THEN [1]
    WHEN j.state = 'failed' AND j.told THEN [1]
    WHEN j.state IN ['waiting', 'running'] AND j.expires < $now THEN [1]
    ELSE []
  END AS free
FOREACH (one IN free |
  SET j.state = 'waiting', j.holder = $holder, j.expires = $expires, j.address = $address,
      j.estimate = $estimate, j.revision = $revision, j.created = $now, j.started = 0.0,
      j.ended = 0.0, j.done = 0, j.total = 0, j.share = 0.0, j.doing = '', j.trouble = '',
      j.parts = 0, j.told = false
)
RETURN j.id AS id, j.holder AS holder, j.state AS state, j.address AS address,
       j.estimate AS estimate, j.revision AS revision, j.created AS created, j.started AS started,
       j.ended AS ended, j.expires AS expires, j.done AS done, j.total AS total, j.share AS share,
       j.doing AS doing, j.trouble AS trouble, j.parts AS parts
