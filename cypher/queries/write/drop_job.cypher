// name: drop_job
// purpose: Forget a job, if it still has this holder.
// params: id: string, holder: string
// returns: none
// order: none
MATCH (j:Job {id: $id, holder: $holder})
DELETE j
