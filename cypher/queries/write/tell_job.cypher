// name: tell_job
// purpose: Note that somebody has been told why a job failed, so that it is tried again.
// params: id: string
// returns: none
// order: none
MATCH (j:Job {id: $id})
WHERE j.state = 'failed'
SET j.told = true
