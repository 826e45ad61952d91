// name: list_jobs
// purpose: All jobs that servers share.
// params: none
// returns: id: string, holder: string, state: string, address: string, estimate: float, revision: integer, created: float, started: float, ended: float, expires: float, done: integer, total: integer, share: float, doing: string, trouble: string, parts: integer
// order: created descending, id ascending
MATCH (j:Job)
RETURN j.id AS id, j.holder AS holder, j.state AS state, j.address AS address,
       j.estimate AS estimate, j.revision AS revision, j.created AS created, j.started AS started,
       j.ended AS ended, j.expires AS expires, j.done AS done, j.total AS total, j.share AS share,
       j.doing AS doing, j.trouble AS trouble, j.parts AS parts
ORDER BY created DESC, id
